package io.rapport.core.recommendation.content;

import io.rapport.core.intake.Keys;

/**
 * What an item's {@link ContentNeighbours} are told of another item.
 *
 * @param version of the item's text the link was made with; links of earlier ones are void
 * @param neighbourId the other item, or null when the item has another text
 * @param similarity cosine of the texts' vectors; 0 when the other item is no neighbour any more
 * @param newcomer whether the other item was hardly visited yet
 */
public record ContentLink(
    String site,
    String itemId,
    long version,
    String neighbourId,
    float similarity,
    boolean newcomer) {

  /** The item has another text: it has no neighbours yet. */
  static ContentLink renewed(String site, String itemId, long version) {
    return new ContentLink(site, itemId, version, null, 0, false);
  }

  /** Whether the item has another text, and no neighbour is named. */
  boolean isRenewal() {
    return neighbourId == null;
  }

  /** Site-qualified key of the item. */
  public String itemKey() {
    return Keys.of(site, itemId);
  }
}
