package io.rapport.jobs.segment;

import io.rapport.core.segment.Centroids;
import io.rapport.core.segment.Merger;
import io.rapport.core.segment.PartialSums;
import io.rapport.core.segment.SegmentSettings;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by site: merges partial sums into the site's centroids and publishes them. */
final class MergeFunction extends KeyedProcessFunction<String, SumReport, Centroids> {

  private final SegmentSettings settings;

  private transient ValueState<byte[]> merger;
  private transient ValueState<Long> expiry;

  MergeFunction(SegmentSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    merger =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    SegmentUids.MERGER_STATE,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    expiry =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>(SegmentUids.EXPIRY_STATE, Types.LONG));
  }

  @Override
  public void processElement(SumReport report, Context context, Collector<Centroids> out)
      throws Exception {
    Merger site = load(context);
    site.merge(PartialSums.fromBytes(report.sums(), settings), report.time());
    if (site.due()) {
      out.collect(site.publish());
    }
    merger.update(site.toBytes());
    if (expiry.value() == null) {
      renew(report.time(), context);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Centroids> out)
      throws Exception {
    long newest = load(context).newest();
    if (newest + settings.retention() <= time) {
      merger.clear();
      expiry.clear();
    } else {
      renew(newest, context);
    }
  }

  private void renew(long newest, Context context) throws Exception {
    expiry.update(newest + settings.retention());
    context.timerService().registerEventTimeTimer(expiry.value());
  }

  private Merger load(Context context) throws Exception {
    return Merger.fromBytes(
        merger.value(), context.getCurrentKey(), settings, FlinkMlDistance.EUCLIDEAN);
  }
}
