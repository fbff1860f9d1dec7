package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.PurchaseEvent;
import java.util.List;

/**
 * The newest purchases of one account of a person, for a cookie of the person. It replaces all that
 * the account told the cookie before; without purchases it takes that back.
 *
 * @param visitor the cookie
 * @param account that made the purchases
 * @param accounts all of the person's
 * @param purchases the one that came first first
 * @param added event id of the purchase that the account has just made; null when the list is told
 *     for another reason
 */
public record SharedPurchases(
    String site,
    String visitor,
    String account,
    List<String> accounts,
    List<PurchaseEvent> purchases,
    String added) {

  /**
   * The purchase just made, as if made with the cookie; null without one, or when it was made with
   * the cookie, which has learned of it itself.
   */
  public PurchaseEvent addedElsewhere() {
    for (PurchaseEvent purchase : purchases) {
      if (purchase.eventId().equals(added) && !visitor.equals(purchase.visitorId())) {
        return purchase.with(visitor);
      }
    }
    return null;
  }

  /** A copy with the purchases made after an event time only. */
  SharedPurchases after(long time) {
    List<PurchaseEvent> later =
        purchases.stream().filter(purchase -> purchase.eventTime() > time).toList();
    return new SharedPurchases(site, visitor, account, accounts, later, added);
  }

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }
}
