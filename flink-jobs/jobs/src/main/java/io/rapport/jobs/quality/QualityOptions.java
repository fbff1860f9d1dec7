package io.rapport.jobs.quality;

import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** Options of the reports on quality and of the drift alarm. */
public final class QualityOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.quality");

  public static final ConfigOption<Duration> REPORT_INTERVAL =
      OPTIONS.time("report-interval", 10_000, "Event time over which a quality report is made.");

  public static final ConfigOption<Double> DRIFT_TOLERANCE =
      OPTIONS.number(
          "drift.tolerance", 0.02, "Fall of the recommendations' hit rate that is no drift.");

  public static final ConfigOption<Double> DRIFT_THRESHOLD =
      OPTIONS.number(
          "drift.threshold",
          100.0,
          "Observations times fall beyond the tolerance that raise an alarm; less is sooner and"
              + " more often wrong.");

  private QualityOptions() {}
}
