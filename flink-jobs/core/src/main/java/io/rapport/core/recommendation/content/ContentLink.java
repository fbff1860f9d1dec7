package io.rapport.core.recommendation.content;

import io.rapport.core.intake.Keys;

/**
 * A message to an item's {@link ContentNeighbours} about another item.
 *
 * @param version of the item's text that the link was made with; links of earlier versions are void
 * @param neighbourId the other item, or null when the item has a new text
 * @param similarity cosine of the texts' vectors; 0 when the other item is no longer a neighbour
 * @param newcomer whether the other item has hardly any visits
 */
public record ContentLink(
    String site,
    String itemId,
    long version,
    String neighbourId,
    float similarity,
    boolean newcomer) {

  /** The message that the item has a new text and thus no neighbours yet. */
  static ContentLink renewed(String site, String itemId, long version) {
    return new ContentLink(site, itemId, version, null, 0, false);
  }

  /** Whether the item has a new text and no neighbour is named. */
  boolean isRenewal() {
    return neighbourId == null;
  }

  /** Site-qualified key of the item. */
  public String itemKey() {
    return Keys.of(site, itemId);
  }
}
