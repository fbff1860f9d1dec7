package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** Parameters of the item embeddings. */
@RecordBuilder
public record EmbeddingSettings(
    int dimensions,
    int maxItems,
    int negatives,
    double share,
    double rate,
    long seed,
    long publishIntervalMillis,
    int publishSize,
    int knownItems)
    implements Serializable, EmbeddingSettingsBuilder.With {

  /**
   * The largest number of dimensions: a dimension is a byte of an entry, and more add no
   * information about an item.
   */
  public static final int MOST_DIMENSIONS = 256;

  /**
   * The number of earlier session items in an example; still earlier ones hardly weigh anything.
   */
  public static final int CONTEXT = 10;

  public static final EmbeddingSettings DEFAULT =
      EmbeddingSettingsBuilder.builder()
          .dimensions(32)
          .maxItems(50_000)
          .negatives(100)
          .share(1)
          .rate(0.1)
          .seed(1)
          .publishIntervalMillis(1_000)
          .publishSize(1_000)
          .knownItems(200_000)
          .build();

  public EmbeddingSettings {
    Checks.within("dimensions", dimensions, 0, MOST_DIMENSIONS);
    Checks.atLeast("maxItems", maxItems, 1 + CONTEXT);
    Checks.atLeast("negatives", negatives, 1);
    Checks.within("share", share, 0, 1);
    Checks.within("rate", rate, 1e-6, 10);
    Checks.atLeast("publishIntervalMillis", publishIntervalMillis, 0);
    Checks.atLeast("publishSize", publishSize, 1);
    Checks.atLeast("knownItems", knownItems, 0);
  }

  /** A copy without embeddings. */
  public EmbeddingSettings off() {
    return withDimensions(0);
  }
}
