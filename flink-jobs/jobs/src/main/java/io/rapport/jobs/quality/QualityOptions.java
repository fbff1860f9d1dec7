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

  private QualityOptions() {}
}
