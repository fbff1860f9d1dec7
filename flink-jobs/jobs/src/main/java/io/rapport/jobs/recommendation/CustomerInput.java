package io.rapport.jobs.recommendation;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.visit.SegmentChange;

/**
 * An input that concerns all visitors of a customer besides the profile: a change of segment, or a
 * purchase. The other component is null.
 */
public record CustomerInput(SegmentChange segment, PurchaseEvent purchase) {

  static CustomerInput of(SegmentChange segment) {
    return new CustomerInput(segment, null);
  }

  static CustomerInput of(PurchaseEvent purchase) {
    return new CustomerInput(null, purchase);
  }

  String customerKey() {
    return segment != null
        ? segment.customerKey()
        : Keys.of(purchase.site(), purchase.customerId());
  }
}
