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
 * The sentence embedding all-MiniLM-L6-v2, quantised. The job's jar contains it, and it runs in
 * this process. All subtasks of a process share one instance, which is thread-safe.
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
   * The model, run on the calling thread alone. By default the runtime takes a thread for each
   * core, and idle ones spin. On two cores a text is then ready a fifth sooner but takes half as
   * much CPU time again, at the expense of the latency path.
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
     * Loads the model with its own copy of the native library. Only one class loader can load a
     * library from a path, and each start of a job has its own class loader. The copy is deleted
     * once it is loaded.
     *
     * <p>The path is a property of the process, which two jobs must not set at the same time; the
     * lock is an object that their class loaders share.
     */
    private static MiniLm load() {
      try {
        synchronized (System.getProperties()) {
          Path directory = Files.createTempDirectory("rapport-embedding");
          System.setProperty(CACHE, directory.toString());
          Model model = new Model();
          FileUtils.deleteDirectoryQuietly(directory.toFile());
          return new MiniLm(model);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("The sentence embedding cannot be loaded", e);
      } catch (OrtException e) {
        throw new IllegalStateException("The sentence embedding cannot be loaded", e);
      }
    }
  }

  /** The instance of this process, loaded on first use. */
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
