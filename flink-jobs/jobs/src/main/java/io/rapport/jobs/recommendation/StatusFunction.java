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
 * Fans an account's status, segment and purchases out to the account's visitors, and its purchases
 * to the cookies of the person that it is part of.
 *
 * <pre>
 * in 1  {@link CustomerStatus} by account
 * in 2  {@link CustomerInput} by account: a change of segment, a purchase, or the profile of the
 *       person that the account is part of
 * out   {@link VisitorInput} for each visitor it changes something for
 * </pre>
 *
 * <p>A purchase is told to the cookies that the account uses, also to one that turns out to be the
 * account's later. The cookies of the person's other accounts are told all that counts, and nothing
 * any more once the account has left. The state ends with the tombstones of the account's profile
 * and segment; what waits for a first profile expires by an event-time timer.
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
            "status, segment, visitors, person, purchases",
            "%d visitors, %d purchases, cookies and accounts of a profile",
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
    } else if (input.purchase() != null) {
      customer.apply(input.purchase());
    } else {
      customer.apply(input.person()).forEach(change -> out.collect(VisitorInput.of(change)));
    }
    finish(customer, context, out);
  }

  private void finish(StatusFanout customer, Context context, Collector<VisitorInput> out)
      throws IOException {
    customer.copies().forEach(copy -> out.collect(VisitorInput.copy(copy)));
    customer.shares().forEach(share -> out.collect(VisitorInput.of(share)));
    if (customer.changed()) {
      customers.write(customer, context.timerService());
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<VisitorInput> out)
      throws IOException {
    if (customers.ended(customers.read(), time, context.timerService())) {
      customers.clear();
    }
  }
}
