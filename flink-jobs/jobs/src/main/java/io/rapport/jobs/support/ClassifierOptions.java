package io.rapport.jobs.support;

import io.rapport.core.state.PublicationPace;
import io.rapport.core.support.settings.ClassifierSettings;
import io.rapport.core.text.EncoderSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the ticket classifier, its text encoder and the publication of its model. */
public final class ClassifierOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.support");
  private static final ClassifierSettings CLASSIFIER = ClassifierSettings.DEFAULT;
  private static final EncoderSettings ENCODER = EncoderSettings.DEFAULT;
  private static final PublicationPace PACE = PublicationPace.DEFAULT;

  public static final ConfigOption<Double> RISK_TARGET =
      OPTIONS.number(
          "risk-target",
          CLASSIFIER.riskTarget(),
          "Allowed share of wrong intents among those on which the classifier does not"
              + " abstain; 1 leaves the decision to min-confidence alone.");

  public static final ConfigOption<Double> MIN_CONFIDENCE =
      OPTIONS.number(
          "min-confidence",
          CLASSIFIER.minimumConfidence(),
          "Calibrated probability of an intent below which the classifier always" + " abstains.");

  public static final ConfigOption<Integer> MAX_INTENTS =
      OPTIONS.number(
          "max-intents",
          CLASSIFIER.maxLabels(),
          "Intents that a site's model learns, from 1 to 32767. Further ones are"
              + " refused and counted.");

  public static final ConfigOption<Integer> MAX_WEIGHTS =
      OPTIONS.number(
          "max-weights",
          CLASSIFIER.maxWeights(),
          "Weights that a site's classifier keeps, about 10 bytes each. Beyond that the"
              + " smallest are dropped.");

  public static final ConfigOption<Integer> RESERVOIR =
      OPTIONS.number(
          "reservoir",
          CLASSIFIER.reservoir(),
          "Past examples, as hashed n-grams, kept for replay.");

  public static final ConfigOption<Integer> REPLAYS =
      OPTIONS.number("replays", CLASSIFIER.replays(), "Past examples replayed with each new one.");

  public static final ConfigOption<Integer> CALIBRATION_EXAMPLES =
      OPTIONS.number(
          "calibration-examples",
          CLASSIFIER.window(),
          "Latest examples, scored before they were learned, that calibrate the"
              + " confidence and set the abstention threshold.");

  public static final ConfigOption<Integer> HASH_BITS =
      OPTIONS.number(
          "hash-bits",
          ENCODER.bits(),
          "Bits of the hashed n-grams, from 8 to 24: n-grams share two to this power"
              + " features. A model learned with another value cannot be restored.");

  public static final ConfigOption<Integer> MAX_TEXT_LENGTH =
      OPTIONS.number(
          "max-text-length",
          ENCODER.maxCharacters(),
          "Characters of a ticket that are kept and read; the rest is cut off.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      OPTIONS.time(
          "publish-interval",
          PACE.intervalMillis(),
          "Shortest event time between two publications of a site's model. A new intent"
              + " does not wait.");

  public static final ConfigOption<Double> PUBLISH_SHARE =
      OPTIONS.number(
          "publish-share",
          PACE.share(),
          "Share of a model's learned examples, from 0 to 1, that has to be new before"
              + " the model is published again.");

  public static final ConfigOption<Duration> PUBLISH_PATIENCE =
      OPTIONS.time(
          "publish-patience",
          PACE.patienceMillis(),
          "Event time after which a model is published even if a smaller share is new.");

  private ClassifierOptions() {}

  /** The options as core's settings. */
  static ClassifierSettings classifier(ReadableConfig config) {
    return CLASSIFIER.with(
        s ->
            s.riskTarget(config.get(RISK_TARGET))
                .minimumConfidence(config.get(MIN_CONFIDENCE))
                .maxLabels(config.get(MAX_INTENTS))
                .maxWeights(config.get(MAX_WEIGHTS))
                .reservoir(config.get(RESERVOIR))
                .replays(config.get(REPLAYS))
                .window(config.get(CALIBRATION_EXAMPLES)));
  }

  /** The options as core's settings. */
  static EncoderSettings encoder(ReadableConfig config) {
    return ENCODER.with(
        s -> s.bits(config.get(HASH_BITS)).maxCharacters(config.get(MAX_TEXT_LENGTH)));
  }

  /** The options as core's settings. */
  static PublicationPace publication(ReadableConfig config) {
    return PACE.with(
        s ->
            s.intervalMillis(config.get(PUBLISH_INTERVAL).toMillis())
                .share(config.get(PUBLISH_SHARE))
                .patienceMillis(config.get(PUBLISH_PATIENCE).toMillis()));
  }
}
