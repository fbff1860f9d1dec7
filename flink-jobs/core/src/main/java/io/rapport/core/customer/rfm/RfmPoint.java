package io.rapport.core.customer.rfm;

import io.rapport.core.customer.CustomerProfile;
import io.rapport.core.customer.Money;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.hash.Hash64;

/**
 * The RFM values of one customer of a site.
 *
 * @param hash of the customer's key
 * @param time newest event of the profile, milliseconds since the epoch
 * @param lastPurchase milliseconds since the epoch
 * @param orders 0 removes the customer from the sample
 * @param spend in {@link Money} units
 */
public record RfmPoint(
    String site, long hash, long time, long lastPurchase, long orders, long spend) {

  /** The values of a profile; a profile that is gone has no orders. */
  public static RfmPoint of(ProfileView profile) {
    return new RfmPoint(
        profile.site(),
        Hash64.of(profile.customerKey()),
        profile.eventTime(),
        profile.lastPurchase(),
        profile.orders(),
        profile.spend());
  }

  /** Whether a profile ever had an order or is gone; other profiles say nothing about RFM. */
  public static boolean matters(ProfileView profile) {
    return profile.lastPurchase() != CustomerProfile.NEVER || !profile.active();
  }
}
