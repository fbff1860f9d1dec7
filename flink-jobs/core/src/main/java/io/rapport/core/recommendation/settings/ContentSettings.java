package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** Parameters of the comparison of items by their texts. */
@RecordBuilder
public record ContentSettings(
    boolean embedding,
    double embeddingWeight,
    int maxTextLength,
    int tables,
    int depth,
    int step,
    int bucketSize,
    int meetings,
    int partners,
    int maxNeighbours,
    int replySize,
    double minSimilarity,
    int newcomers,
    double newcomerVisits,
    long expiryMillis)
    implements Serializable, ContentSettingsBuilder.With {

  private static final long DAY = 86_400_000;

  public static final ContentSettings DEFAULT =
      ContentSettingsBuilder.builder()
          .embedding(true)
          .embeddingWeight(0.7)
          .maxTextLength(500)
          .tables(16)
          .depth(15)
          .step(3)
          .bucketSize(64)
          .meetings(12)
          .partners(128)
          .maxNeighbours(30)
          .replySize(20)
          .minSimilarity(0.3)
          .newcomers(1)
          .newcomerVisits(10)
          .expiryMillis(365 * DAY)
          .build();

  public ContentSettings {
    Checks.within("embeddingWeight", embeddingWeight, 0, 1);
    Checks.atLeast("maxTextLength", maxTextLength, 1);
    Checks.within("tables", tables, 1, 64);
    Checks.within("depth", depth, 1, 30);
    Checks.within("step", step, 1, depth);
    Checks.atLeast("bucketSize", bucketSize, 1);
    Checks.atLeast("meetings", meetings, 1);
    Checks.atLeast("partners", partners, 1);
    Checks.atLeast("maxNeighbours", maxNeighbours, 0);
    Checks.atLeast("replySize", replySize, 1);
    Checks.within("minSimilarity", minSimilarity, 0, 1);
    Checks.atLeast("newcomers", newcomers, 0);
    Checks.within("newcomerVisits", newcomerVisits, 0, 1e9);
    Checks.atLeast("expiryMillis", expiryMillis, 1);
  }

  /** A copy with hashed n-grams alone. */
  public ContentSettings withoutEmbedding() {
    return withEmbedding(false);
  }

  /** The number of lengths of a table's bucket names. */
  public int levels() {
    return depth / step;
  }
}
