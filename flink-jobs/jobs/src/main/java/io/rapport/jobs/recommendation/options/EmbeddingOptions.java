package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the embedding of items, learned from the ways of visitors. */
public final class EmbeddingOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation.embedding");
  private static final EmbeddingSettings DEFAULT = EmbeddingSettings.DEFAULT;

  public static final ConfigOption<Integer> DIMENSIONS =
      OPTIONS.number(
          "dimensions",
          DEFAULT.dimensions(),
          "Dimensions of an item's vector, which says what is reached by the same ways; 0 for"
              + " none. Used by the learned blend only. A change begins anew.");

  public static final ConfigOption<Integer> MAX_ITEMS =
      OPTIONS.number(
          "max-items",
          DEFAULT.maxItems(),
          "Items of a site that have a vector, some 150 bytes each; the one visited longest ago"
              + " gives way.");

  public static final ConfigOption<Integer> NEGATIVES =
      OPTIONS.number(
          "negatives",
          DEFAULT.negatives(),
          "Items of other recent visits that the one visited is compared with.");

  public static final ConfigOption<Double> SHARE =
      OPTIONS.number(
          "share",
          DEFAULT.share(),
          "Share of the visits learned from, from 0 to 1. One task learns all of a site's; each"
              + " takes some microseconds.");

  public static final ConfigOption<Double> LEARNING_RATE =
      OPTIONS.number("learning-rate", DEFAULT.rate(), "Learning rate of the vectors (AdaGrad).");

  public static final ConfigOption<Long> SEED =
      OPTIONS.number(
          "seed", DEFAULT.seed(), "Seed of the first vectors and of the items compared.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      OPTIONS.time(
          "publish-interval",
          DEFAULT.publishIntervalMillis(),
          "A site's vectors that have moved are published to the rankers at most once in this"
              + " event time.");

  public static final ConfigOption<Integer> PUBLISH_SIZE =
      OPTIONS.number("publish-size", DEFAULT.publishSize(), "Vectors in a publication at most.");

  public static final ConfigOption<Integer> MAX_KNOWN_ITEMS =
      OPTIONS.number(
          "max-known-items",
          DEFAULT.knownItems(),
          "Items of all sites whose vectors a ranker holds, some 50 bytes each.");

  private EmbeddingOptions() {}

  /** The options as core's settings. */
  static EmbeddingSettings embedding(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.dimensions(config.get(DIMENSIONS))
                .maxItems(config.get(MAX_ITEMS))
                .negatives(config.get(NEGATIVES))
                .share(config.get(SHARE))
                .rate(config.get(LEARNING_RATE))
                .seed(config.get(SEED))
                .publishIntervalMillis(config.get(PUBLISH_INTERVAL).toMillis())
                .publishSize(config.get(PUBLISH_SIZE))
                .knownItems(config.get(MAX_KNOWN_ITEMS)));
  }
}
