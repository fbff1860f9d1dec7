package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.core.recommendation.visit.StatusFanout;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulCoFunction;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.util.Collector;

/**
 * Fans a customer's status and segment out to the customer's visitors.
 *
 * <pre>
 * in 1  {@link CustomerStatus} by customer
 * in 2  {@link SegmentChange} by customer
 * out   {@link StatusChange} for each visitor it changes something for
 * </pre>
 *
 * <p>The state needs no timer: it ends with the tombstones of the customer's profile and segment.
 */
final class StatusFunction extends StatefulCoFunction<CustomerStatus, SegmentChange, StatusChange> {

  private transient ExpiringState<StatusFanout> customers;

  StatusFunction() {
    super(RecommendationUids.DOMAIN);
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "customer", "status, segment, visitors", "%d visitors", StatusFanout.MOST_VISITORS)
        .until("profile and segment end");
  }

  @Override
  protected void open(KeyedStates states) {
    customers = states.expiring(RecommendationUids.STATUS_STATE, StatusFanout.format());
  }

  @Override
  public void processElement1(CustomerStatus profile, Context context, Collector<StatusChange> out)
      throws Exception {
    apply(status -> status.apply(profile), context, out);
  }

  @Override
  public void processElement2(SegmentChange change, Context context, Collector<StatusChange> out)
      throws Exception {
    apply(status -> status.apply(change), context, out);
  }

  private void apply(
      Function<StatusFanout, List<StatusChange>> news, Context context, Collector<StatusChange> out)
      throws IOException {
    StatusFanout status = customers.readOrCreate();
    news.apply(status).forEach(out::collect);
    if (status.changed()) {
      customers.write(status, context.timerService());
    }
  }
}
