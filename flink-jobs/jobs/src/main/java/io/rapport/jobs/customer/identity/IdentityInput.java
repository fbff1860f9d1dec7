package io.rapport.jobs.customer.identity;

import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.DecisionEvent;
import io.rapport.core.intake.PrivacyEvent;

/**
 * A message to the resolution of a site's persons; of the other three, one is not null.
 *
 * @param erasure of an account
 */
public record IdentityInput(
    String site, CustomerEntry record, DecisionEvent decision, PrivacyEvent erasure) {

  static IdentityInput of(CustomerEntry record) {
    return new IdentityInput(record.site(), record, null, null);
  }

  static IdentityInput of(DecisionEvent decision) {
    return new IdentityInput(decision.site(), null, decision, null);
  }

  static IdentityInput of(PrivacyEvent erasure) {
    return new IdentityInput(erasure.site(), null, null, erasure);
  }

  /** Event time in milliseconds. */
  long time() {
    if (record != null) {
      return record.eventTime();
    }
    return decision != null ? decision.eventTime() : erasure.eventTime();
  }
}
