package io.rapport.jobs.segment;

import io.rapport.core.intake.Keys;
import io.rapport.core.segment.PartialSums;
import io.rapport.core.segment.SegmentSettings;
import io.rapport.core.segment.Shift;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by site and bucket of customers: adds up how points moved and passes the sums on once in an
 * interval of event time, so that the one merger of a site has a bounded number of inputs a second.
 * Segment ids are permanent, so sums of different model versions add up; and because all shifts of
 * one customer pass through one key, the merger sees them in order.
 */
final class SumFunction extends KeyedProcessFunction<String, Shift, SumReport> {

  private final SegmentSettings settings;

  private transient ValueState<byte[]> sums;
  private transient ValueState<Long> newest;

  SumFunction(SegmentSettings settings) {
    this.settings = settings;
  }

  /** Key of the bucket whose sums a shift belongs to. */
  static String bucket(Shift shift, int buckets) {
    return Keys.of(shift.site(), shift.version() + "-" + Math.floorMod(shift.customer(), buckets));
  }

  @Override
  public void open(OpenContext context) {
    sums =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    SegmentUids.SUMS_STATE, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    newest =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>(SegmentUids.NEWEST_STATE, Types.LONG));
  }

  @Override
  public void processElement(Shift shift, Context context, Collector<SumReport> out)
      throws Exception {
    // Not the time of the profile, which may lie ahead of the broker's and hold reports back.
    long time = context.timestamp();
    Long before = newest.value();
    if (before == null) {
      long now = Math.max(time, context.timerService().currentWatermark());
      context
          .timerService()
          .registerEventTimeTimer((now / settings.sumInterval() + 1) * settings.sumInterval());
    }
    newest.update(before == null ? time : Math.max(before, time));
    PartialSums partial = PartialSums.fromBytes(sums.value(), settings);
    partial.add(shift);
    sums.update(partial.toBytes());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<SumReport> out)
      throws Exception {
    out.collect(new SumReport(Keys.site(context.getCurrentKey()), newest.value(), sums.value()));
    sums.clear();
    newest.clear();
  }
}
