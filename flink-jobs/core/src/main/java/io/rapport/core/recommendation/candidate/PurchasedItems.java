package io.rapport.core.recommendation.candidate;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import java.util.List;

/**
 * The part of a purchase, return or cancellation that ranking needs.
 *
 * @param visitor identifier of the visitor: the cookie or, without one, the account
 * @param time event time, milliseconds since the epoch
 * @param sign 1 for goods bought, -1 for goods returned or cancelled
 * @param lines at least one
 */
public record PurchasedItems(
    String site, String visitor, long time, int sign, List<PurchaseLine> lines) {

  /** The items of a purchase; null when it names neither a cookie nor an account. */
  public static PurchasedItems of(PurchaseEvent purchase) {
    String visitor = visitor(purchase);
    if (visitor == null) {
      return null;
    }
    int sign = purchase.kind() == PurchaseKind.ORDER ? 1 : -1;
    return new PurchasedItems(
        purchase.site(), visitor, purchase.eventTime(), sign, purchase.lines());
  }

  /** The site-qualified key of a purchase: the visitor's, or the order's if it names no visitor. */
  public static String keyOf(PurchaseEvent purchase) {
    String visitor = visitor(purchase);
    return Keys.of(purchase.site(), visitor != null ? visitor : "order/" + purchase.orderId());
  }

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }

  private static String visitor(PurchaseEvent purchase) {
    return purchase.visitorId() != null ? purchase.visitorId() : purchase.customerId();
  }
}
