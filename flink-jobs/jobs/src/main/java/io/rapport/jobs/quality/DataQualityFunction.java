package io.rapport.jobs.quality;

import io.rapport.core.cleaning.Source;
import io.rapport.core.intake.Keys;
import io.rapport.core.quality.DataQuality;
import io.rapport.core.quality.Report;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.PackedState;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import io.rapport.jobs.state.StreamTime;
import java.io.IOException;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the quality of each source, and raises an alarm when a measure falls for good.
 *
 * <pre>
 * in    {@link PartialQuality} by site and source
 * out   {@link Report}, at the end of each interval: one a measure and field, and the alarms
 * </pre>
 */
final class DataQualityFunction extends StatefulFunction<PartialQuality, Report> {

  private static final Logger LOG = LoggerFactory.getLogger(DataQualityFunction.class);

  private final DataQuality.Settings settings;
  private transient PackedState<DataQuality> states;
  private transient StreamTime stream;
  private transient Counter alarms;

  DataQualityFunction(DataQuality.Settings settings) {
    super(QualityUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "site and source",
            "sums of open intervals, drift detectors",
            "16 intervals, 3 detectors a field")
        .unlimited();
  }

  @Override
  protected void open(KeyedStates opened) {
    stream = opened.time();
    states = opened.open(QualityUids.DATA_STATE, DataQuality.format(settings));
    alarms = opened.metrics().counter("data-drift-alarms");
  }

  @Override
  public void processElement(PartialQuality part, Context context, Collector<Report> out)
      throws IOException {
    DataQuality quality = states.readOrCreate();
    long end = quality.add(part.packed(), part.time(), stream.now(context.timerService()));
    states.write(quality);
    context.timerService().registerEventTimeTimer(end - 1);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Report> out) throws IOException {
    DataQuality quality = states.read();
    if (quality == null) {
      return;
    }
    String site = Keys.site(context.getCurrentKey());
    Source source = Source.valueOf(Keys.id(context.getCurrentKey()));
    for (Report report : quality.close(site, source, time + 1)) {
      if (report.measurement().metric().equals(DataQuality.DRIFT)) {
        alarms.inc();
        LOG.warn("the data of site {} have worsened for good: {}", site, report.dimensions());
      }
      out.collect(report);
    }
    states.write(quality);
  }
}
