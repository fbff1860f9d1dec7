package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of trending items, by site, category and customer segment. */
public final class TrendingOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation.trending");
  private static final TrendingSettings DEFAULT = TrendingSettings.DEFAULT;

  public static final ConfigOption<Duration> HALF_LIFE =
      OPTIONS.time(
          "half-life",
          DEFAULT.decay().halfLifeMillis(),
          "Half-life of the weight of a visit in trending.");

  public static final ConfigOption<Integer> MAX_ITEMS =
      OPTIONS.number(
          "max-items",
          DEFAULT.capacity(),
          "Items counted per site, category or segment. The lowest gives way.");

  public static final ConfigOption<Integer> SIZE =
      OPTIONS.number("size", DEFAULT.size(), "Trending items in a list; 0 switches trending off.");

  public static final ConfigOption<Duration> REPORT_INTERVAL =
      OPTIONS.time(
          "report-interval",
          DEFAULT.reportIntervalMillis(),
          "Shortest event time between two reports of an item's visits. It keeps a"
              + " site's one key from seeing every event.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      OPTIONS.time(
          "publish-interval",
          DEFAULT.publishIntervalMillis(),
          "Shortest event time between two publications of a list of trending items.");

  public static final ConfigOption<Integer> MAX_LISTS =
      OPTIONS.number(
          "max-lists",
          DEFAULT.lists(),
          "Sites, categories and segments whose trending items a ranking subtask holds."
              + " Further ones are counted as refused-trending-lists.");

  public static final ConfigOption<Integer> MAX_SEGMENTS =
      OPTIONS.number(
          "max-segments",
          DEFAULT.segments(),
          "Customer segments per item whose visits are counted apart, for the trending"
              + " items of each segment; 0 for none.");

  public static final ConfigOption<Duration> EXPIRY =
      OPTIONS.time(
          "expiry",
          DEFAULT.expiryMillis(),
          "Inactivity after which a list of trending items is forgotten.");

  private TrendingOptions() {}

  /** The options as core's settings. */
  static TrendingSettings trending(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.decay(ForwardDecay.halfLife(config.get(HALF_LIFE).toMillis()))
                .capacity(config.get(MAX_ITEMS))
                .size(config.get(SIZE))
                .reportIntervalMillis(config.get(REPORT_INTERVAL).toMillis())
                .publishIntervalMillis(config.get(PUBLISH_INTERVAL).toMillis())
                .lists(config.get(MAX_LISTS))
                .segments(config.get(MAX_SEGMENTS))
                .expiryMillis(config.get(EXPIRY).toMillis()));
  }
}
