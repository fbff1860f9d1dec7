package io.rapport.benchmarks.throughput;

import io.rapport.core.intake.Keys;

/**
 * An event as the baseline of the customer job sees it: a customer at a time.
 *
 * @param customerId the account; without one the cookie
 * @param identified whether it is an account
 * @param eventTime milliseconds since the epoch
 */
public record Appearance(String site, String customerId, boolean identified, long eventTime) {

  static Appearance of(String site, String account, String cookie, long eventTime) {
    return new Appearance(site, account == null ? cookie : account, account != null, eventTime);
  }

  /** Site-qualified key of the customer. */
  String key() {
    return Keys.of(site, customerId);
  }
}
