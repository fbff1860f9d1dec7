package io.rapport.jobs.intake;

import io.rapport.core.intake.CleaningSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of cleaning. */
public final class IntakeOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.intake");
  private static final CleaningSettings DEFAULT = CleaningSettings.DEFAULT;

  public static final ConfigOption<String> PHONE_REGION =
      OPTIONS.text(
          "phone-region",
          DEFAULT.phoneRegion(),
          "Region of telephone numbers without a country prefix, as an ISO 3166-1"
              + " alpha-2 code.");

  public static final ConfigOption<Duration> MAX_FUTURE =
      OPTIONS.time(
          "max-future",
          DEFAULT.maxFutureMillis(),
          "Longest time by which an event may be ahead of the broker's clock. An event"
              + " further ahead is dead-lettered as future-dated.");

  public static final ConfigOption<Integer> MAX_ID_LENGTH =
      OPTIONS.number(
          "max-id-length", DEFAULT.maxIdLength(), "Longest identifier accepted, in characters.");

  public static final ConfigOption<Integer> MAX_TEXT_LENGTH =
      OPTIONS.number(
          "max-text-length",
          DEFAULT.maxTextLength(),
          "Longest text kept, in characters. A longer text is cut and marked.");

  public static final ConfigOption<Double> MAX_PRICE =
      OPTIONS.number(
          "max-price",
          DEFAULT.maxPrice(),
          "Highest unit price. A higher one is clipped and marked.");

  public static final ConfigOption<Integer> MAX_QUANTITY =
      OPTIONS.number(
          "max-quantity",
          DEFAULT.maxQuantity(),
          "Highest quantity of a purchase line. A higher one is clipped and marked.");

  private IntakeOptions() {}

  /** The options as core's settings. */
  public static CleaningSettings settings(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.phoneRegion(config.get(PHONE_REGION))
                .maxFutureMillis(config.get(MAX_FUTURE).toMillis())
                .maxIdLength(config.get(MAX_ID_LENGTH))
                .maxTextLength(config.get(MAX_TEXT_LENGTH))
                .maxPrice(config.get(MAX_PRICE))
                .maxQuantity(config.get(MAX_QUANTITY)));
  }
}
