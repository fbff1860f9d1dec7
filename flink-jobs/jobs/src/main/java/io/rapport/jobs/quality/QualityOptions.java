package io.rapport.jobs.quality;

import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** The options of the quality reports and of the drift alarm. */
public final class QualityOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.quality");

  public static final ConfigOption<Duration> REPORT_INTERVAL =
      OPTIONS.time("report-interval", 10_000, "Event time that one quality report covers.");

  public static final ConfigOption<Double> DRIFT_TOLERANCE =
      OPTIONS.number(
          "drift.tolerance",
          0.02,
          "Fall of the recommendations' hit rate that does not count as drift.");

  public static final ConfigOption<Double> DRIFT_THRESHOLD =
      OPTIONS.number(
          "drift.threshold",
          100.0,
          "Product of observations and fall beyond the tolerance that raises an alarm."
              + " A lower threshold is sooner and more often wrong.");

  private QualityOptions() {}
}
