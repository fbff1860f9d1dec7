package io.rapport.jobs.segment;

import io.rapport.core.segment.Centroids;
import io.rapport.core.segment.Merger;
import io.rapport.core.segment.PartialSums;
import io.rapport.core.segment.SegmentSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import java.io.IOException;
import org.apache.flink.util.Collector;

/**
 * Merges partial sums into the centroids of a site and publishes them.
 *
 * <pre>
 * in    {@link SumReport} by site
 * out   {@link Centroids} of the site
 * </pre>
 */
final class MergeFunction extends StatefulFunction<SumReport, Centroids> {

  private final SegmentSettings settings;

  private transient ExpiringState<Merger> sites;
  private transient PackedFormat<PartialSums> sums;

  MergeFunction(SegmentSettings settings) {
    super(SegmentUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "site",
            "segments and a sample of customers",
            "%d segments, %d customers",
            settings.segments(),
            settings.reservoir())
        .until(settings.retention(), "report");
  }

  @Override
  protected void open(KeyedStates states) {
    sites =
        states.expiring(
            SegmentUids.MERGER_STATE, Merger.format(settings, FlinkMlDistance.EUCLIDEAN));
    sums = PartialSums.format(settings);
  }

  @Override
  public void processElement(SumReport report, Context context, Collector<Centroids> out)
      throws IOException {
    Merger site = sites.readOrCreate();
    site.merge(sums.unpack(report.sums()));
    if (site.due()) {
      out.collect(site.publish(context.getCurrentKey()));
    }
    sites.write(site, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Centroids> out)
      throws IOException {
    if (sites.ended(sites.read(), time, context.timerService())) {
      sites.clear();
    }
  }
}
