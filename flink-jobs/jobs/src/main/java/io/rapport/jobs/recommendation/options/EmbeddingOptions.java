package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the item embedding, which is learned from the paths of visitors. */
public final class EmbeddingOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation.embedding");
  private static final EmbeddingSettings DEFAULT = EmbeddingSettings.DEFAULT;

  public static final ConfigOption<Integer> DIMENSIONS =
      OPTIONS.number(
          "dimensions",
          DEFAULT.dimensions(),
          "Dimensions of the item vectors; 0 for none. Items reached by the same paths"
              + " have similar vectors. Only the learned blend uses them. After a change,"
              + " learning starts anew.");

  public static final ConfigOption<Integer> MAX_ITEMS =
      OPTIONS.number(
          "max-items",
          DEFAULT.maxItems(),
          "Items of a site that have a vector, some 150 bytes each. The one visited"
              + " longest ago gives way.");

  public static final ConfigOption<Integer> NEGATIVES =
      OPTIONS.number(
          "negatives",
          DEFAULT.negatives(),
          "Negative samples per visit: items of other recent visits.");

  public static final ConfigOption<Double> SHARE =
      OPTIONS.number(
          "share",
          DEFAULT.share(),
          "Share of the visits that are learned from, from 0 to 1. One task learns all"
              + " visits of a site, at some microseconds each.");

  public static final ConfigOption<Double> LEARNING_RATE =
      OPTIONS.number("learning-rate", DEFAULT.rate(), "Learning rate of the vectors (AdaGrad).");

  public static final ConfigOption<Long> SEED =
      OPTIONS.number(
          "seed", DEFAULT.seed(), "Seed of the initial vectors and of the negative samples.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      OPTIONS.time(
          "publish-interval",
          DEFAULT.publishIntervalMillis(),
          "Shortest event time between two publications of a site's moved vectors to"
              + " the rankers.");

  public static final ConfigOption<Integer> PUBLISH_SIZE =
      OPTIONS.number("publish-size", DEFAULT.publishSize(), "Most vectors in a publication.");

  public static final ConfigOption<Integer> MAX_KNOWN_ITEMS =
      OPTIONS.number(
          "max-known-items",
          DEFAULT.knownItems(),
          "Items of all sites whose vectors a ranking subtask holds, some 50 bytes" + " each.");

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
