package io.rapport.core.recommendation.basket;

import io.rapport.core.intake.Keys;

/**
 * A pair of items bought together: the message to one item about the other.
 *
 * @param neighbourId the other item; null when only the item's own number of orders changed
 * @param sign 1, or -1 for a retracted pair
 * @param time of the order, milliseconds since the epoch
 * @param orders decayed number of orders that hold the other item or, without one, the item
 * @param asOf time to which that number is decayed, milliseconds since the epoch
 * @param siteOrders decayed number of all orders of the site
 * @param siteAsOf time to which that number is decayed, milliseconds since the epoch
 */
public record BoughtPair(
    String site,
    String itemId,
    String neighbourId,
    int sign,
    long time,
    double orders,
    long asOf,
    double siteOrders,
    long siteAsOf) {

  /** Site-qualified key of the item. */
  public String itemKey() {
    return Keys.of(site, itemId);
  }
}
