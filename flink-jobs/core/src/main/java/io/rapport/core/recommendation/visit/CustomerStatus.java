package io.rapport.core.recommendation.visit;

import java.util.List;

/**
 * A customer's status with the visitors it applies to.
 *
 * @param time event time of the profile, milliseconds since the epoch
 * @param visitors cookies the customer was seen with, and the account itself; none once the profile
 *     is gone
 * @param mergedInto the customer that the account is part of; null for a customer of its own
 * @param accounts of one person that the profile unites; none for a profile of one account
 */
public record CustomerStatus(
    String site,
    String customerId,
    long time,
    VisitorStatus status,
    List<String> visitors,
    String mergedInto,
    List<String> accounts) {

  /** The status of a customer with one account. */
  public CustomerStatus(
      String site, String customerId, long time, VisitorStatus status, List<String> visitors) {
    this(site, customerId, time, status, visitors, null, List.of());
  }

  /** Whether the profile is gone. */
  public boolean isGone() {
    return visitors.isEmpty();
  }
}
