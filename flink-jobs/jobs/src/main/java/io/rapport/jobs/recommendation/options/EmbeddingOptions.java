package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.EmbeddingSettings;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** How items are embedded by the ways visitors go. */
public final class EmbeddingOptions {

  private static final EmbeddingSettings DEFAULTS = EmbeddingSettings.DEFAULT;

  public static final ConfigOption<Integer> DIMENSIONS =
      number(
          "dimensions",
          DEFAULTS.dimensions(),
          "Dimensions of an item's vector, which says what is reached by the same ways; 0 for none."
              + " Used by the learned blend only. A change begins anew.");

  public static final ConfigOption<Integer> MAX_ITEMS =
      number(
          "max-items",
          DEFAULTS.maxItems(),
          "Items of a site that have a vector, some 150 bytes each; the one visited longest ago gives"
              + " way.");

  public static final ConfigOption<Integer> NEGATIVES =
      number(
          "negatives",
          DEFAULTS.negatives(),
          "Items of other recent visits that the one visited is compared with.");

  public static final ConfigOption<Double> SHARE =
      ConfigOptions.key("rapport.recommendation.embedding.share")
          .doubleType()
          .defaultValue(DEFAULTS.share())
          .withDescription(
              "Share of the visits learned from, from 0 to 1. One task learns all of a site's; each"
                  + " takes some microseconds.");

  public static final ConfigOption<Double> RATE =
      ConfigOptions.key("rapport.recommendation.embedding.rate")
          .doubleType()
          .defaultValue(DEFAULTS.rate())
          .withDescription("Learning rate of the vectors (AdaGrad).");

  public static final ConfigOption<Long> SEED =
      ConfigOptions.key("rapport.recommendation.embedding.seed")
          .longType()
          .defaultValue(DEFAULTS.seed())
          .withDescription("Seed of the first vectors.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      ConfigOptions.key("rapport.recommendation.embedding.publish-interval")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.publishIntervalMillis()))
          .withDescription(
              "Event time between two publications of the vectors that have moved to the rankers.");

  public static final ConfigOption<Integer> PUBLISH_SIZE =
      number("publish-size", DEFAULTS.publishSize(), "Vectors in a publication at most.");

  public static final ConfigOption<Integer> KNOWN_ITEMS =
      number(
          "known-items",
          DEFAULTS.knownItems(),
          "Items of all sites whose vectors a ranker holds, some 50 bytes each.");

  private EmbeddingOptions() {}

  private static ConfigOption<Integer> number(String name, int value, String description) {
    return ConfigOptions.key("rapport.recommendation.embedding." + name)
        .intType()
        .defaultValue(value)
        .withDescription(description);
  }

  /** The options as core's settings. */
  static EmbeddingSettings embedding(ReadableConfig config) {
    return new EmbeddingSettings(
        config.get(DIMENSIONS),
        config.get(MAX_ITEMS),
        config.get(NEGATIVES),
        config.get(SHARE),
        config.get(RATE),
        config.get(SEED),
        config.get(PUBLISH_INTERVAL).toMillis(),
        config.get(PUBLISH_SIZE),
        config.get(KNOWN_ITEMS));
  }
}
