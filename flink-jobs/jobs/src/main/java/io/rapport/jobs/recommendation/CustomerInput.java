package io.rapport.jobs.recommendation;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.visit.PersonStatus;
import io.rapport.core.recommendation.visit.SegmentChange;

/**
 * An input that concerns all visitors of a customer besides the profile: a change of segment, a
 * purchase, or the status of the person that the account is part of. The other components are null.
 */
public record CustomerInput(SegmentChange segment, PurchaseEvent purchase, PersonStatus person) {

  static CustomerInput of(SegmentChange segment) {
    return new CustomerInput(segment, null, null);
  }

  static CustomerInput of(PurchaseEvent purchase) {
    return new CustomerInput(null, purchase, null);
  }

  static CustomerInput of(PersonStatus person) {
    return new CustomerInput(null, null, person);
  }

  String customerKey() {
    if (segment != null) {
      return segment.customerKey();
    }
    return purchase != null ? Keys.of(purchase.site(), purchase.customerId()) : person.accountKey();
  }
}
