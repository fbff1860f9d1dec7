package io.rapport.jobs.intake;

import io.rapport.core.intake.CleaningSettings;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** What cleaning accepts. */
public final class IntakeOptions {

  public static final ConfigOption<String> PHONE_REGION =
      ConfigOptions.key("rapport.intake.phone-region")
          .stringType()
          .defaultValue(CleaningSettings.DEFAULT.phoneRegion())
          .withDescription(
              "ISO 3166-1 alpha-2 region of telephone numbers without a country prefix.");

  public static final ConfigOption<Duration> MAX_FUTURE =
      ConfigOptions.key("rapport.intake.max-future")
          .durationType()
          .defaultValue(Duration.ofMillis(CleaningSettings.DEFAULT.maxFutureMillis()))
          .withDescription(
              "How far an event may lie ahead of the broker's clock; one further ahead is"
                  + " dead-lettered as future-dated.");

  public static final ConfigOption<Integer> MAX_ID_LENGTH =
      ConfigOptions.key("rapport.intake.max-id-length")
          .intType()
          .defaultValue(CleaningSettings.DEFAULT.maxIdLength())
          .withDescription("Longest identifier accepted, in characters.");

  public static final ConfigOption<Integer> MAX_TEXT_LENGTH =
      ConfigOptions.key("rapport.intake.max-text-length")
          .intType()
          .defaultValue(CleaningSettings.DEFAULT.maxTextLength())
          .withDescription("Longest text kept, in characters; the rest is cut and the cut marked.");

  public static final ConfigOption<Double> MAX_PRICE =
      ConfigOptions.key("rapport.intake.max-price")
          .doubleType()
          .defaultValue(CleaningSettings.DEFAULT.maxPrice())
          .withDescription("Highest unit price; a higher one is clipped and marked.");

  public static final ConfigOption<Integer> MAX_QUANTITY =
      ConfigOptions.key("rapport.intake.max-quantity")
          .intType()
          .defaultValue(CleaningSettings.DEFAULT.maxQuantity())
          .withDescription("Highest quantity of one purchase line; a higher one is clipped.");

  private IntakeOptions() {}

  /** The options as core's settings. */
  public static CleaningSettings settings(ReadableConfig config) {
    return new CleaningSettings(
        config.get(PHONE_REGION),
        config.get(MAX_FUTURE).toMillis(),
        CleaningSettings.YEAR_2000,
        config.get(MAX_ID_LENGTH),
        config.get(MAX_TEXT_LENGTH),
        config.get(MAX_PRICE),
        config.get(MAX_QUANTITY));
  }
}
