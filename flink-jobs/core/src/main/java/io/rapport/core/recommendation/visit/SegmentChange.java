package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.Keys;

/**
 * A customer belongs to another segment from now on.
 *
 * @param segment null for one who belongs to none any more
 */
public record SegmentChange(String site, String customerId, String segment) {

  /** Site-qualified key of the customer. */
  public String customerKey() {
    return Keys.of(site, customerId);
  }
}
