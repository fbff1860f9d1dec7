package io.rapport.jobs.quality;

import io.rapport.core.quality.Measurement;
import io.rapport.core.quality.PageHinkley;
import io.rapport.core.quality.Report;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.PackedState;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises an alarm when a metric falls for good.
 *
 * <pre>
 * in    {@link Report} by site and metric
 * out   {@link Report} of how near an alarm is, with the watched metric as dimension
 * </pre>
 *
 * <p>A value of 1 or more is an alarm, which is logged and counted.
 */
final class DriftFunction extends StatefulFunction<Report, Report> {

  static final String METRIC = "recommendation.drift";

  private static final Logger LOG = LoggerFactory.getLogger(DriftFunction.class);

  private final double tolerance;
  private final double threshold;
  private transient PackedState<PageHinkley> detectors;
  private transient Counter alarms;

  DriftFunction(double tolerance, double threshold) {
    super(QualityUids.DOMAIN);
    this.tolerance = tolerance;
    this.threshold = threshold;
  }

  @Override
  public StateNote note() {
    return StateNote.per("site and hit rate", "drift detector", "33 bytes").unlimited();
  }

  @Override
  protected void open(KeyedStates states) {
    detectors = states.open(QualityUids.DRIFT_STATE, PageHinkley.format(tolerance, threshold));
    alarms = states.metrics().counter("drift-alarms");
  }

  @Override
  public void processElement(Report report, Context context, Collector<Report> out)
      throws IOException {
    Measurement watched = report.measurement();
    PageHinkley detector = detectors.readOrCreate();
    double nearness = detector.add(watched.mean(), watched.count());
    detectors.write(detector);
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
