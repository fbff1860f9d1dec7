package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.Keys;

/**
 * A change of a customer's segment.
 *
 * @param segment null for a customer who belongs to none any more
 */
public record SegmentChange(String site, String customerId, String segment) {

  /** Site-qualified key of the customer. */
  public String customerKey() {
    return Keys.of(site, customerId);
  }
}
