package io.rapport.core.recommendation.content;

import io.rapport.core.intake.Keys;

/**
 * A message to an item's {@link ReverseNeighbours}.
 *
 * @param version of the item's text
 * @param partnerId null for a message about the item alone
 * @param partnerVersion of the partner's text
 * @param similarity cosine of the texts' vectors
 */
public record PartnerMessage(
    String site,
    String itemId,
    Kind kind,
    long version,
    String partnerId,
    long partnerVersion,
    float similarity) {

  /** The content of a message. */
  public enum Kind {
    /** The item and the partner have similar texts. */
    ALIKE,
    /** The item has a new text, or none any more. */
    RENEWED,
    /** The item has had enough visits to be no newcomer. */
    ESTABLISHED
  }

  /** The message that the item has a new text. */
  public static PartnerMessage renewed(ContentChange change) {
    return new PartnerMessage(
        change.site(), change.itemId(), Kind.RENEWED, change.version(), null, 0, 0);
  }

  /**
   * The message that the item is no newcomer.
   *
   * @param time event time, milliseconds since the epoch
   */
  public static PartnerMessage established(String site, String itemId, long time) {
    return new PartnerMessage(site, itemId, Kind.ESTABLISHED, time, null, 0, 0);
  }

  /** Site-qualified key of the item. */
  public String itemKey() {
    return Keys.of(site, itemId);
  }
}
