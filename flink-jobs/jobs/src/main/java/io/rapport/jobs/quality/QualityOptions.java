package io.rapport.jobs.quality;

import io.rapport.core.quality.DataQuality;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the quality reports, of the engine and of its input, and of the drift alarms. */
public final class QualityOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.quality");

  public static final ConfigOption<Duration> REPORT_INTERVAL =
      OPTIONS.time("report-interval", 10_000, "Event time that one quality report covers.");

  public static final ConfigOption<Double> DRIFT_TOLERANCE =
      OPTIONS.number(
          "drift.tolerance",
          0.02,
          "Fall of the recommendations' hit rate, or of a share in the report on incoming data,"
              + " that does not count as drift.");

  public static final ConfigOption<Double> DRIFT_THRESHOLD =
      OPTIONS.number(
          "drift.threshold",
          100.0,
          "Product of observations and fall beyond the tolerance that raises an alarm."
              + " A lower threshold is sooner and more often wrong.");

  public static final ConfigOption<Duration> DATA_INTERVAL =
      OPTIONS.time(
          "data.report-interval",
          60_000,
          "Event time that one report on the quality of incoming data covers.");

  public static final ConfigOption<Duration> DATA_PATIENCE =
      OPTIONS.time(
          "data.patience",
          60_000,
          "Longest time from an event to the broker of a record that counts as timely.");

  private QualityOptions() {}

  /** The options of the report on incoming data. */
  public static DataQuality.Settings data(ReadableConfig config) {
    return new DataQuality.Settings(
        config.get(DATA_INTERVAL).toMillis(),
        config.get(DATA_PATIENCE).toMillis(),
        config.get(DRIFT_TOLERANCE),
        config.get(DRIFT_THRESHOLD));
  }
}
