package io.rapport.jobs.segment;

import io.rapport.core.intake.Keys;
import io.rapport.core.segment.PartialSums;
import io.rapport.core.segment.SegmentSettings;
import io.rapport.core.segment.Shift;
import io.rapport.core.state.PackedFormat;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import io.rapport.jobs.state.StreamTime;
import java.io.IOException;
import org.apache.flink.util.Collector;

/**
 * Sums the shifts of customers' points, once an interval of event time.
 *
 * <pre>
 * in    {@link Shift} by site and bucket of customers
 * out   {@link SumReport} of the bucket
 * </pre>
 *
 * <p>The one merger of a site thus has a bounded number of inputs a second. Segment ids are
 * permanent, so sums of different model versions add up. All shifts of one customer under one
 * version of the model pass through one key, so the merger sees them in order. The reports of
 * several buckets reach it in any order, which two runs need not share.
 */
final class SumFunction extends StatefulFunction<Shift, SumReport> {

  private final SegmentSettings settings;

  private transient ExpiringState<PartialSums> buckets;
  private transient StreamTime stream;
  private transient PackedFormat<PartialSums> format;

  SumFunction(SegmentSettings settings) {
    super(SegmentUids.DOMAIN);
    this.settings = settings;
  }

  /** The key of a shift's bucket. */
  static String bucket(Shift shift, int buckets) {
    return Keys.of(shift.site(), shift.version() + "-" + Math.floorMod(shift.customer(), buckets));
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "site and bucket", "sums of changed customers", "%d segments", settings.segments())
        .until(settings.sumInterval(), "report");
  }

  @Override
  protected void open(KeyedStates states) {
    format = PartialSums.format(settings);
    stream = states.time();
    buckets = states.expiring(SegmentUids.SUMS_STATE, format);
  }

  @Override
  public void processElement(Shift shift, Context context, Collector<SumReport> out)
      throws IOException {
    // Not the time of the profile: one ahead of the broker's would delay the reports.
    long time = context.timestamp();
    PartialSums sums = buckets.readOrCreate();
    sums.begin(Math.max(time, stream.now(context.timerService())));
    sums.add(shift, time);
    buckets.write(sums, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<SumReport> out)
      throws IOException {
    PartialSums sums = buckets.read();
    if (buckets.ended(sums, time, context.timerService())) {
      out.collect(new SumReport(Keys.site(context.getCurrentKey()), format.pack(sums)));
      buckets.clear();
    }
  }
}
