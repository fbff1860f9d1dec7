package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.Keys;

/**
 * The retraction of an order, because its customer is erased.
 *
 * @param time event time up to which nothing of the customer counts, milliseconds since the epoch
 */
public record OrderRetraction(String site, String orderId, long time) {

  /** Site-qualified key of the order. */
  public String orderKey() {
    return Keys.of(site, orderId);
  }
}
