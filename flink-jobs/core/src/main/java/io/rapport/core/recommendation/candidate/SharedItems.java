package io.rapport.core.recommendation.candidate;

import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.visit.History;
import io.rapport.core.recommendation.visit.SharedPurchases;
import java.util.List;

/**
 * The part of {@link SharedPurchases} that ranking needs.
 *
 * @param visitor the cookie
 * @param account that made the purchases
 * @param accounts all of the person's
 * @param user hash of the account that uses the cookie; {@link History#UNKNOWN_OWNER} if that is
 *     not known, or not any more
 * @param purchases all that count; none to take back what the account told before
 */
public record SharedItems(
    String site,
    String visitor,
    String account,
    List<String> accounts,
    long user,
    List<PurchasedItems> purchases) {

  /** The items of an account's purchases. */
  public static SharedItems of(SharedPurchases shared, long user) {
    return new SharedItems(
        shared.site(),
        shared.visitor(),
        shared.account(),
        shared.accounts(),
        user,
        shared.purchases().stream()
            .map(purchase -> PurchasedItems.of(purchase.with(shared.visitor())))
            .toList());
  }

  /** Whether the account takes back what it told before. */
  public boolean isEnd() {
    return purchases.isEmpty();
  }

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }
}
