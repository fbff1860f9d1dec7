package io.rapport.core.recommendation;

import io.rapport.core.intake.Keys;

/**
 * A visitor stands otherwise from now on, by the profile of a customer.
 *
 * @param visitor the cookie, or the account of visits without one
 * @param customerId whose profile says so
 */
public record StandingChange(String site, String visitor, String customerId, Standing standing) {

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }
}
