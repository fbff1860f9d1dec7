package io.rapport.core.recommendation.content;

import io.rapport.core.intake.Keys;

/**
 * What an item's {@link ReverseNeighbours} are told: how like another item it is, that its text is
 * another one, or that it is known by now.
 *
 * @param version of the item's text
 * @param partnerId null for what is said of the item alone
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

  /** What is said. */
  public enum Kind {
    /** The item and the partner are alike. */
    ALIKE,
    /** The item has another text, or none any more. */
    RENEWED,
    /** The item was visited so often that it is no newcomer. */
    ESTABLISHED
  }

  /** The item's text is another one. */
  public static PartnerMessage renewed(ContentChange change) {
    return new PartnerMessage(
        change.site(), change.itemId(), Kind.RENEWED, change.version(), null, 0, 0);
  }

  /**
   * The item is no newcomer.
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
