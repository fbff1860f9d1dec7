package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * How items are likened by their texts.
 *
 * @param embedding whether a sentence embedding is used beside hashed n-grams
 * @param embeddingWeight share of the embedding in the likeness, from 0 to 1
 * @param maxTextLength characters of an item's text that are read
 * @param tables independent sets of buckets; more find more neighbours and cost more
 * @param depth bits of the longest bucket name; at most 30
 * @param step bits by which the bucket names of one table differ in length
 * @param bucketSize newest items kept of a bucket
 * @param meetings items of one bucket a new item is compared with
 * @param partners items an item may be a neighbour of
 * @param maxNeighbours neighbours kept of an item; 0 switches content off
 * @param replySize best neighbours sent to the visitor
 * @param minSimilarity items less alike are no neighbours
 * @param newcomers places of a list kept for items hardly visited yet
 * @param newcomerVisits decayed number of visits from which an item is no newcomer
 * @param expiryMillis time after an item's last catalogue entry after which its text is forgotten
 */
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
    implements Serializable {

  private static final long DAY = 86_400_000;

  public static final ContentSettings DEFAULT =
      new ContentSettings(true, 0.7, 500, 16, 15, 3, 64, 12, 128, 30, 20, 0.3, 1, 10, 365 * DAY);

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

  /** The same by hashed n-grams alone. */
  public ContentSettings withoutEmbedding() {
    return new ContentSettings(
        false,
        embeddingWeight,
        maxTextLength,
        tables,
        depth,
        step,
        bucketSize,
        meetings,
        partners,
        maxNeighbours,
        replySize,
        minSimilarity,
        newcomers,
        newcomerVisits,
        expiryMillis);
  }

  /** The same with another number of places for newcomers. */
  public ContentSettings withNewcomers(int places) {
    return new ContentSettings(
        embedding,
        embeddingWeight,
        maxTextLength,
        tables,
        depth,
        step,
        bucketSize,
        meetings,
        partners,
        maxNeighbours,
        replySize,
        minSimilarity,
        places,
        newcomerVisits,
        expiryMillis);
  }

  /** How many lengths the bucket names of a table have. */
  public int levels() {
    return depth / step;
  }
}
