package io.rapport.jobs.recommendation;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.rapport.core.recommendation.TextEmbedding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The sentence embedding all-MiniLM-L6-v2, quantised, which comes in the job's jar and runs in this
 * process. One for all subtasks of a process; safe for several threads.
 */
final class MiniLm implements TextEmbedding {

  private static final int DIMENSIONS = 384;
  private static final String CACHE = "ENGINE_CACHE_DIR";

  private final AllMiniLmL6V2QuantizedEmbeddingModel model =
      new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);

  private MiniLm() {}

  private static final class Holder {

    private static final MiniLm SHARED = load();

    /**
     * A native library can be loaded from one path by one class loader only, and each start of a
     * job has its own: each takes a copy.
     */
    private static MiniLm load() {
      try {
        Path directory = Files.createTempDirectory("rapport-embedding");
        directory.toFile().deleteOnExit();
        System.setProperty(CACHE, directory.toString());
      } catch (IOException e) {
        throw new UncheckedIOException("No directory for the embedding's libraries", e);
      }
      return new MiniLm();
    }
  }

  static TextEmbedding shared() {
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
