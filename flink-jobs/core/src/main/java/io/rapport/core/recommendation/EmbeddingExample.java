package io.rapport.core.recommendation;

/**
 * A visit as items are embedded by it.
 *
 * @param time event time of the visit, milliseconds since the epoch
 * @param items hashes of identifiers: the item visited, then the session's items before it, newest
 *     first
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers on their way; never compared.
public record EmbeddingExample(String site, long time, long[] items) {

  /** Earlier items looked at; those before hardly count any more. */
  static final int CONTEXT = 10;

  /**
   * What a visit teaches.
   *
   * @return null for nothing
   */
  public static EmbeddingExample of(Visit visit, EmbeddingSettings settings) {
    if (!settings.teaches(visit)) {
      return null;
    }
    long[] items = new long[1 + Math.min(CONTEXT, visit.recent().size())];
    items[0] = ItemHash.of(visit.itemId());
    for (int i = 1; i < items.length; i++) {
      items[i] = ItemHash.of(visit.recent().get(i - 1));
    }
    return new EmbeddingExample(visit.site(), visit.eventTime(), items);
  }
}
