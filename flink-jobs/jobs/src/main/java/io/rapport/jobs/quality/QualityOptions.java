package io.rapport.jobs.quality;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** How the engine reports on itself. */
public final class QualityOptions {

  public static final ConfigOption<Duration> INTERVAL =
      ConfigOptions.key("rapport.quality.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("Event time over which a quality report is made.");

  public static final ConfigOption<Double> DRIFT_TOLERANCE =
      ConfigOptions.key("rapport.quality.drift.tolerance")
          .doubleType()
          .defaultValue(0.02)
          .withDescription("Fall of the recommendations' hit rate that is no drift.");

  public static final ConfigOption<Double> DRIFT_THRESHOLD =
      ConfigOptions.key("rapport.quality.drift.threshold")
          .doubleType()
          .defaultValue(100.0)
          .withDescription(
              "Observations times fall beyond the tolerance that raise an alarm; less is sooner and"
                  + " more often wrong.");

  private QualityOptions() {}
}
