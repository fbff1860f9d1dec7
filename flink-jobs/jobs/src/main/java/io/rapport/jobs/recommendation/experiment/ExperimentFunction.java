package io.rapport.jobs.recommendation.experiment;

import io.rapport.core.intake.Keys;
import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.rules.ExperimentTotals;
import io.rapport.core.recommendation.rules.VariantOutcome;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * What came of the items shown by an experiment's variants, keyed by experiment, in; reports of all
 * of it since the experiment began, at the end of every interval in which something came, out.
 */
public final class ExperimentFunction extends KeyedProcessFunction<String, VariantOutcome, Report> {

  private final long interval;
  private final long expiry;
  private transient ValueState<byte[]> state;
  private transient ValueState<Long> look; // when to see whether the experiment is over

  /**
   * @param interval milliseconds of event time of one report
   * @param expiry milliseconds without an outcome after which an experiment is forgotten
   */
  public ExperimentFunction(long interval, long expiry) {
    this.interval = interval;
    this.expiry = expiry;
  }

  @Override
  public void open(OpenContext context) {
    state =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    RecommendationUids.EXPERIMENT_STATE,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    look =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(RecommendationUids.EXPERIMENT_EXPIRY_STATE, Types.LONG));
  }

  @Override
  public void processElement(VariantOutcome outcome, Context context, Collector<Report> out)
      throws Exception {
    byte[] stored = state.value();
    ExperimentTotals totals =
        stored == null ? new ExperimentTotals() : ExperimentTotals.fromBytes(stored);
    long now = Math.max(context.timestamp(), context.timerService().currentWatermark() + 1);
    totals.add(outcome, now);
    state.update(totals.toBytes());
    context.timerService().registerEventTimeTimer(end(now));
    if (look.value() == null) {
      lookAgain(totals, context);
    }
  }

  /** One timer an experiment, however many reports there are. */
  private void lookAgain(ExperimentTotals totals, Context context) throws IOException {
    long time = end(totals.newest() + expiry);
    look.update(time);
    context.timerService().registerEventTimeTimer(time);
  }

  private long end(long time) {
    return (Math.floorDiv(time, interval) + 1) * interval;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Report> out)
      throws Exception {
    byte[] stored = state.value();
    if (stored == null) {
      return;
    }
    ExperimentTotals totals = ExperimentTotals.fromBytes(stored);
    if (timestamp == end(totals.newest())) {
      String key = context.getCurrentKey();
      totals.reports(Keys.site(key), Keys.id(key), timestamp).forEach(out::collect);
    }
    Long due = look.value();
    if (due == null || due <= timestamp) {
      if (totals.newest() + expiry <= timestamp) {
        state.clear();
        look.clear();
      } else {
        lookAgain(totals, context);
      }
    }
  }
}
