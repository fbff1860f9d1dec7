package io.rapport.core.customer.rfm;

import io.rapport.core.customer.CustomerProfile;
import io.rapport.core.customer.Money;
import io.rapport.core.customer.ProfileView;
import java.util.List;

/**
 * The quintile bounds of a site's customers with an order; four bounds a measure, ascending.
 *
 * @param eventTime newest profile sampled, milliseconds since the epoch
 * @param customers number of customers sampled
 * @param recency bounds of the time of the last order, milliseconds since the epoch
 * @param frequency bounds of the number of orders
 * @param monetary bounds of spend, in {@link Money} units
 */
public record Quintiles(
    String site,
    long eventTime,
    int customers,
    List<Long> recency,
    List<Long> frequency,
    List<Long> monetary) {

  /** The profile with its RFM scores; unchanged if it has no order. */
  public ProfileView score(ProfileView profile) {
    if (profile.orders() == 0 || profile.lastPurchase() == CustomerProfile.NEVER) {
      return profile;
    }
    return profile.withScores(
        score(recency, profile.lastPurchase()),
        score(frequency, profile.orders()),
        score(monetary, profile.spend()));
  }

  /** 1 plus the number of bounds below the value: 1 to 5. */
  private static int score(List<Long> bounds, long value) {
    int score = 1;
    for (long bound : bounds) {
      if (bound < value) {
        score++;
      }
    }
    return score;
  }
}
