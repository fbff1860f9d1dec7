package io.rapport.core.segment;

import io.rapport.core.intake.Keys;

/**
 * The part of a customer's profile that segmentation uses.
 *
 * @param active false when the profile is gone; the numbers are then void
 * @param eventTime newest event of the profile, milliseconds since the epoch
 * @param firstSeen oldest event, milliseconds since the epoch
 * @param lastPurchase newest order in milliseconds since the epoch, or {@link #NEVER}
 * @param spend in the currency's major unit
 * @param categoryConcentration sum of the squared shares of interest in categories, 0 to 1
 */
public record Activity(
    String site,
    String customerId,
    boolean active,
    long eventTime,
    long firstSeen,
    long lastPurchase,
    long views,
    long searches,
    long cartAdds,
    long wishes,
    long orders,
    long returns,
    double spend,
    long tickets,
    double categoryConcentration) {

  /** The value of {@code lastPurchase} without an order. */
  public static final long NEVER = Long.MIN_VALUE;

  /** The activity of a customer whose profile is gone. */
  public static Activity gone(String site, String customerId, long time) {
    return new Activity(site, customerId, false, time, time, NEVER, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Site-qualified key of the customer. */
  public String customerKey() {
    return Keys.of(site, customerId);
  }
}
