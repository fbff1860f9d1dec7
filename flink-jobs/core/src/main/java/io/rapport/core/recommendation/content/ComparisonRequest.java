package io.rapport.core.recommendation.content;

import io.rapport.core.intake.Keys;

/**
 * A message to an item's {@link ComparedText}: another item that shares a bucket with it, or its
 * own text.
 *
 * @param version of the item's own text
 * @param otherId the other item, or null for the item's own text
 * @param otherVersion of the other item's text
 * @param vector of the other item or, for the item's own text, of that; null when it has none
 */
@SuppressWarnings("ArrayRecordComponent") // The array never changes and is never compared.
public record ComparisonRequest(
    String site, String itemId, long version, String otherId, long otherVersion, byte[] vector) {

  /** The message with the item's own text. */
  public static ComparisonRequest self(ContentChange change) {
    return new ComparisonRequest(
        change.site(), change.itemId(), change.version(), null, 0, change.vector());
  }

  /** Whether the message holds the item's own text and there is nothing to compare. */
  boolean isOwn() {
    return otherId == null;
  }

  /** Site-qualified key of the item. */
  public String itemKey() {
    return Keys.of(site, itemId);
  }
}
