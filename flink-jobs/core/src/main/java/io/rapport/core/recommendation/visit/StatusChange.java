package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.Keys;

/**
 * A visitor's status and segment from now on, by what is known of a customer.
 *
 * @param visitor the cookie, or the account of visits without one
 * @param customerId of whom it is known
 * @param segment null for none
 */
public record StatusChange(
    String site, String visitor, String customerId, VisitorStatus status, String segment) {

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }
}
