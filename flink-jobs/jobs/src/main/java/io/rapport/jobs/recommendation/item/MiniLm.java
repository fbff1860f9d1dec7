package io.rapport.jobs.recommendation.item;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.rapport.core.recommendation.content.TextEmbedding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;

/**
 * The sentence embedding all-MiniLM-L6-v2, quantised, which comes in the job's jar and runs in this
 * process. One for all subtasks of a process; safe for several threads.
 */
public final class MiniLm implements TextEmbedding {

  private static final int DIMENSIONS = 384;
  private static final String CACHE = "ENGINE_CACHE_DIR";
  private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

  private final Model model;

  private MiniLm(Model model) {
    this.model = model;
  }

  /**
   * On the thread that asks alone. The runtime would take one for every core and let those that
   * wait spin: on two cores a text is ready a fifth sooner and takes half as much processor time
   * again, which whoever waits for a recommendation misses.
   */
  private static final class Model extends AbstractInProcessEmbeddingModel {

    private final OnnxBertBiEncoder encoder;

    Model() throws IOException, OrtException {
      super(Runnable::run);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
          InputStream model = resource(MODEL);
          InputStream tokenizer = resource(TOKENIZER)) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        encoder =
            new OnnxBertBiEncoder(
                environment,
                environment.createSession(model.readAllBytes(), options),
                tokenizer,
                PoolingMode.MEAN);
      }
    }

    private static InputStream resource(String name) throws IOException {
      InputStream found = AllMiniLmL6V2QuantizedEmbeddingModel.class.getResourceAsStream(name);
      if (found == null) {
        throw new IOException("The jar holds no " + name);
      }
      return found;
    }

    @Override
    protected OnnxBertBiEncoder model() {
      return encoder;
    }
  }

  private static final class Holder {

    private static final MiniLm SHARED = load();

    /**
     * A native library can be loaded from one path by one class loader only, and each start of a
     * job has its own: each takes a copy, which need not stay once it is loaded.
     */
    private static MiniLm load() {
      try {
        Path directory = Files.createTempDirectory("rapport-embedding");
        System.setProperty(CACHE, directory.toString());
        Model model = new Model();
        FileUtils.deleteDirectoryQuietly(directory.toFile());
        return new MiniLm(model);
      } catch (IOException e) {
        throw new UncheckedIOException("The sentence embedding cannot be loaded", e);
      } catch (OrtException e) {
        throw new IllegalStateException("The sentence embedding cannot be loaded", e);
      }
    }
  }

  /** The one of this process, loaded when it is first asked for. */
  public static TextEmbedding shared() {
    return Holder.SHARED;
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public float[] embed(String text) {
    return model.embed(text).content().vector();
  }
}
