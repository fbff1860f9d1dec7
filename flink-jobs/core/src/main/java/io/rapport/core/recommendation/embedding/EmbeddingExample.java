package io.rapport.core.recommendation.embedding;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.recommendation.visit.Visit;

/**
 * A training example of the item embedding: a visited item with its context.
 *
 * @param time event time of the visit, milliseconds since the epoch
 * @param items hashes of identifiers: the item visited, then the session's items before it, newest
 *     first
 */
@SuppressWarnings("ArrayRecordComponent") // A message in transit; never compared.
public record EmbeddingExample(String site, long time, long[] items) {

  /**
   * The example of a visit.
   *
   * @return null for a visit that is not learned
   */
  public static EmbeddingExample of(Visit visit, EmbeddingSettings settings) {
    if (!teaches(visit, settings)) {
      return null;
    }
    long[] items = new long[1 + Math.min(EmbeddingSettings.CONTEXT, visit.recent().size())];
    items[0] = Hash64.of(visit.itemId());
    for (int i = 1; i < items.length; i++) {
      items[i] = Hash64.of(visit.recent().get(i - 1));
    }
    return new EmbeddingExample(visit.site(), visit.eventTime(), items);
  }

  /** Whether a visit is learned; the same for the same event. */
  private static boolean teaches(Visit visit, EmbeddingSettings settings) {
    return settings.dimensions() > 0
        && visit.learned()
        && !visit.recent().isEmpty()
        && Hash64.share(visit.eventId()) < settings.share();
  }
}
