package io.rapport.core.recommendation.embedding;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.recommendation.visit.Visit;

/**
 * A visit as items are embedded by it.
 *
 * @param time event time of the visit, milliseconds since the epoch
 * @param items hashes of identifiers: the item visited, then the session's items before it, newest
 *     first
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers on their way; never compared.
public record EmbeddingExample(String site, long time, long[] items) {

  /**
   * What a visit teaches.
   *
   * @return null for nothing
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

  /** Whether a visit is learned from; the same for the same event. */
  private static boolean teaches(Visit visit, EmbeddingSettings settings) {
    return settings.dimensions() > 0
        && visit.learned()
        && !visit.recent().isEmpty()
        && Hash64.share(visit.eventId()) < settings.share();
  }
}
