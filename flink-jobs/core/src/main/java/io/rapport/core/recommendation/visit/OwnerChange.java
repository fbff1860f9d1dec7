package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.Keys;

/**
 * A login or logout on a cookie.
 *
 * @param customerId the account that logged in; null for a logout
 * @param time event time, milliseconds since the epoch
 */
public record OwnerChange(String site, String visitor, String customerId, long time) {

  /** The change in an identity link; null when it has nothing to do with a cookie's account. */
  public static OwnerChange of(IdentityEvent event) {
    if (event.visitorId() == null || (event.customerId() == null && !event.logout())) {
      return null;
    }
    return new OwnerChange(
        event.site(),
        event.visitorId(),
        event.logout() ? null : event.customerId(),
        event.eventTime());
  }

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }
}
