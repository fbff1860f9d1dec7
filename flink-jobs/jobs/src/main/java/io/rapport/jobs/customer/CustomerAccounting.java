package io.rapport.jobs.customer;

import io.rapport.core.customer.Observation;
import io.rapport.core.customer.ObservationKind;
import io.rapport.core.intake.Outcome;
import io.rapport.jobs.intake.Accounting;
import io.rapport.jobs.intake.Feed;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * The accounting of the customer job. It counts an event with an account where accounts are linked,
 * and any other event where its identifier is resolved. No event is late, because a profile does
 * not depend on order.
 */
final class CustomerAccounting {

  private static final String CONSUMER = "customer";

  private final Accounting accounting;

  private CustomerAccounting(Accounting accounting) {
    this.accounting = accounting;
  }

  static CustomerAccounting restore(FunctionInitializationContext context, MetricGroup metrics)
      throws Exception {
    return new CustomerAccounting(Accounting.restore(CONSUMER, context, metrics));
  }

  void count(Observation event, boolean duplicate) {
    if (event.kind() == ObservationKind.ERASURE_OF_PERSON) {
      return; // made here, not sent
    }
    accounting.count(feed(event.kind()), duplicate ? Outcome.DUPLICATE : Outcome.PROCESSED);
  }

  long total(Feed feed, Outcome outcome) {
    return accounting.total(feed, outcome);
  }

  void snapshot() throws Exception {
    accounting.snapshot();
  }

  private static Feed feed(ObservationKind kind) {
    return switch (kind) {
      case VIEW, SEARCH, ADD_TO_CART, REMOVE_FROM_CART, WISH, IMPRESSION, RECOMMENDATION_CLICK ->
          Feed.CLICKS;
      case ORDER, RETURN, CANCEL -> Feed.PURCHASES;
      case TICKET_OPENED, TICKET_ACTIVITY, TICKET_CLOSED -> Feed.SUPPORT_EVENTS;
      case CUSTOMER_RECORD -> Feed.CUSTOMER_RECORDS;
      case IDENTITY_LINK, LOGOUT -> Feed.IDENTITY_LINKS;
      case OPT_IN, OPT_OUT, ERASURE, ERASURE_OF_PERSON -> Feed.PRIVACY_REQUESTS;
    };
  }
}
