package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * Parameters of the items' embedding.
 *
 * @param dimensions of an item's vector; 0 for none
 * @param maxItems items of a site that have one; the one visited longest ago gives way
 * @param negatives items an example is compared with
 * @param share share of the visits learned from, from 0 to 1
 * @param rate learning rate of AdaGrad
 * @param seed of the first vectors and of what is compared
 * @param publishIntervalMillis event time between two publications of a site's vectors
 * @param publishSize vectors in a publication at most
 * @param knownItems items whose vectors a ranker holds, of all sites
 */
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
    implements Serializable {

  /** A dimension is a byte of an entry; more than this says nothing more of an item. */
  public static final int MOST_DIMENSIONS = 256;

  /** Earlier items of a session that an example looks at; those before hardly count any more. */
  public static final int CONTEXT = 10;

  public static final EmbeddingSettings DEFAULT =
      new EmbeddingSettings(32, 50_000, 100, 1, 0.1, 1, 1_000, 1_000, 200_000);

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

  /** The same without vectors. */
  public EmbeddingSettings off() {
    return new EmbeddingSettings(
        0, maxItems, negatives, share, rate, seed, publishIntervalMillis, publishSize, knownItems);
  }
}
