package io.rapport.jobs.intake;

import io.rapport.core.intake.CleaningSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the checks that no rule can change. */
public final class IntakeOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.intake");
  private static final CleaningSettings DEFAULT = CleaningSettings.DEFAULT;

  public static final ConfigOption<Duration> MAX_FUTURE =
      OPTIONS.time(
          "max-future",
          DEFAULT.maxFutureMillis(),
          "Longest time by which an event may be ahead of the broker's clock. An event"
              + " further ahead is dead-lettered as future-dated.");

  public static final ConfigOption<Integer> MAX_ID_LENGTH =
      OPTIONS.number(
          "max-id-length", DEFAULT.maxIdLength(), "Longest identifier accepted, in characters.");

  private IntakeOptions() {}

  /** The options as core's settings. */
  public static CleaningSettings settings(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.maxFutureMillis(config.get(MAX_FUTURE).toMillis())
                .maxIdLength(config.get(MAX_ID_LENGTH)));
  }
}
