package io.rapport.jobs.quality;

import io.rapport.core.quality.Measurement;
import io.rapport.core.quality.PageHinkley;
import io.rapport.core.quality.Report;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports of a metric that ought not to fall, keyed by site and metric, in; how near an alarm is
 * out, with the metric watched as dimension. 1 or more is an alarm, which is logged and counted.
 */
final class DriftFunction extends KeyedProcessFunction<String, Report, Report> {

  static final String METRIC = "recommendation.drift";

  private static final Logger LOG = LoggerFactory.getLogger(DriftFunction.class);

  private final double tolerance;
  private final double threshold;
  private transient ValueState<byte[]> state;
  private transient Counter alarms;

  DriftFunction(double tolerance, double threshold) {
    this.tolerance = tolerance;
    this.threshold = threshold;
  }

  @Override
  public void open(OpenContext context) {
    state =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    QualityUids.DRIFT_STATE,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    alarms =
        getRuntimeContext()
            .getMetricGroup()
            .addGroup("rapport")
            .addGroup("quality")
            .counter("drift-alarms");
  }

  @Override
  public void processElement(Report report, Context context, Collector<Report> out)
      throws Exception {
    Measurement watched = report.measurement();
    PageHinkley detector = PageHinkley.fromBytes(state.value(), tolerance, threshold);
    double nearness = detector.add(watched.mean(), watched.count());
    state.update(detector.toBytes());
    if (nearness >= 1) {
      alarms.inc();
      LOG.warn(
          "{} of site {} has fallen for good: {} now",
          watched.metric(),
          watched.site(),
          watched.mean());
    }
    out.collect(
        new Report(
            new Measurement(METRIC, watched.site(), nearness * watched.count(), watched.count()),
            report.end(),
            Map.of("metric", watched.metric())));
  }
}
