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
 */
public record SharedPurchases(
    String site,
    String visitor,
    String account,
    List<String> accounts,
    List<PurchaseEvent> purchases) {

  /** The purchases that were not made with the cookie, as if they had been. */
  public List<PurchaseEvent> copies() {
    return purchases.stream()
        .filter(purchase -> !visitor.equals(purchase.visitorId()))
        .map(purchase -> purchase.with(visitor))
        .toList();
  }

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }
}
