package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.Keys;

/**
 * A change of a visitor's status and segment, derived from a customer's.
 *
 * @param visitor the cookie, or the account of visits without one
 * @param customerId the customer it derives from
 * @param segment null for none
 */
public record StatusChange(
    String site, String visitor, String customerId, VisitorStatus status, String segment) {

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }
}
