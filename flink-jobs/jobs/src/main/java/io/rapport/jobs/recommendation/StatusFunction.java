package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.StatusFanout;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulCoFunction;
import java.io.IOException;
import org.apache.flink.util.Collector;

/**
 * Fans a customer's status, segment and purchases out to the customer's visitors.
 *
 * <pre>
 * in 1  {@link CustomerStatus} by customer
 * in 2  {@link CustomerInput} by customer: a change of segment, or a purchase
 * out   {@link VisitorInput} for each visitor it changes something for
 * </pre>
 *
 * <p>A purchase is told to the cookies that the customer uses, also to one that turns out to be the
 * customer's later. The state needs no timer: it ends with the tombstones of the customer's profile
 * and segment.
 */
final class StatusFunction extends StatefulCoFunction<CustomerStatus, CustomerInput, VisitorInput> {

  private transient ExpiringState<StatusFanout> customers;

  StatusFunction() {
    super(RecommendationUids.DOMAIN);
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "customer",
            "status, segment, visitors, purchases",
            "%d visitors, %d purchases",
            StatusFanout.MOST_VISITORS,
            StatusFanout.MOST_PURCHASES)
        .until("profile and segment end");
  }

  @Override
  protected void open(KeyedStates states) {
    customers = states.expiring(RecommendationUids.STATUS_STATE, StatusFanout.format());
  }

  @Override
  public void processElement1(CustomerStatus profile, Context context, Collector<VisitorInput> out)
      throws Exception {
    StatusFanout customer = customers.readOrCreate();
    customer.apply(profile).forEach(change -> out.collect(VisitorInput.of(change)));
    finish(customer, context, out);
  }

  @Override
  public void processElement2(CustomerInput input, Context context, Collector<VisitorInput> out)
      throws Exception {
    StatusFanout customer = customers.readOrCreate();
    if (input.segment() != null) {
      customer.apply(input.segment()).forEach(change -> out.collect(VisitorInput.of(change)));
    } else {
      customer.apply(input.purchase());
    }
    finish(customer, context, out);
  }

  private void finish(StatusFanout customer, Context context, Collector<VisitorInput> out)
      throws IOException {
    customer.copies().forEach(copy -> out.collect(VisitorInput.copy(copy)));
    if (customer.changed()) {
      customers.write(customer, context.timerService());
    }
  }
}
