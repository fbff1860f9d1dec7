package io.rapport.jobs.customer;

import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.rfm.Quintiles;
import io.rapport.core.customer.rfm.RfmPoint;
import io.rapport.core.customer.rfm.RfmState;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import io.rapport.jobs.state.StreamTime;
import java.io.IOException;
import org.apache.flink.util.Collector;

/**
 * Samples a site's customers with an order and publishes the quintiles of RFM: recency, frequency
 * and monetary value.
 *
 * <pre>
 * in    {@link RfmPoint} by site
 * out   {@link Quintiles} of the site
 * </pre>
 *
 * <p>A customer outside the sample changes nothing and writes nothing.
 */
final class QuintilesFunction extends StatefulFunction<RfmPoint, Quintiles> {

  private final CustomerSettings settings;

  private transient ExpiringState<RfmState> sites;
  private transient StreamTime stream;

  QuintilesFunction(CustomerSettings settings) {
    super(CustomerUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "site", "sample of customers for RFM quintiles", "%d customers", settings.rfmSample())
        .unlimited();
  }

  @Override
  protected void open(KeyedStates states) {
    stream = states.time();
    sites = states.expiring(CustomerUids.SAMPLE_STATE, RfmState.format(settings));
  }

  @Override
  public void processElement(RfmPoint point, Context context, Collector<Quintiles> out)
      throws IOException {
    RfmState site = sites.readOrCreate();
    if (!site.add(point)) {
      return;
    }
    if (site.free()) {
      // Not the time of the profile: a future-dated one would delay the next quintiles.
      publish(site, context, stream.now(context.timerService()), out);
    }
    sites.write(site, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Quintiles> out)
      throws IOException {
    RfmState site = sites.read();
    if (sites.ended(site, time, context.timerService())) {
      site.end();
      publish(site, context, time, out);
      sites.write(site, context.timerService());
    }
  }

  private static void publish(RfmState site, Context context, long time, Collector<Quintiles> out) {
    Quintiles quintiles = site.publish(context.getCurrentKey(), time);
    if (quintiles != null) {
      out.collect(quintiles);
    }
  }
}
