package io.rapport.core.recommendation.basket;

import io.rapport.core.intake.Keys;
import java.util.List;

/**
 * The change that an order makes for one of its items.
 *
 * @param others items it is now bought with or, where the sign is negative, no longer
 * @param sign 1 or -1
 * @param itself whether the item itself came into the order or left it
 * @param orders 1 when the line adds an order to the site, -1 when it removes one, else 0
 * @param time of the order, milliseconds since the epoch
 * @param siteOrders decayed number of the site's orders; 0 until {@link OrderCount} has set it
 * @param asOf time to which that number is decayed, milliseconds since the epoch
 */
public record BoughtLine(
    String site,
    String itemId,
    List<String> others,
    int sign,
    boolean itself,
    int orders,
    long time,
    double siteOrders,
    long asOf) {

  /** Site-qualified key of the item. */
  public String itemKey() {
    return Keys.of(site, itemId);
  }

  /** A copy with the number of the site's orders. */
  public BoughtLine of(OrderCount count) {
    return new BoughtLine(
        site, itemId, others, sign, itself, orders, time, count.count(), count.asOf());
  }
}
