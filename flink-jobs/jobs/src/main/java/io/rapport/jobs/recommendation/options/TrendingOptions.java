package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the trending items of a site, of its categories and of its customer segments. */
public final class TrendingOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation.trending");
  private static final TrendingSettings DEFAULT = TrendingSettings.DEFAULT;

  public static final ConfigOption<Duration> HALF_LIFE =
      OPTIONS.time(
          "half-life",
          DEFAULT.decay().halfLifeMillis(),
          "Time in which the weight of a visit falls to half for trending.");

  public static final ConfigOption<Integer> MAX_ITEMS =
      OPTIONS.number(
          "max-items",
          DEFAULT.capacity(),
          "Items counted a site for trending; the lowest gives way.");

  public static final ConfigOption<Integer> SIZE =
      OPTIONS.number(
          "size", DEFAULT.size(), "Trending items kept ready a site; 0 switches trending off.");

  public static final ConfigOption<Duration> REPORT_INTERVAL =
      OPTIONS.time(
          "report-interval",
          DEFAULT.reportIntervalMillis(),
          "An item reports its visits at most once in this event time, so that a site's one key"
              + " does not see every event.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      OPTIONS.time(
          "publish-interval",
          DEFAULT.publishIntervalMillis(),
          "A site's trending items are published at most once in this event time.");

  public static final ConfigOption<Integer> MAX_LISTS =
      OPTIONS.number(
          "max-lists",
          DEFAULT.lists(),
          "Sites, categories and segments whose trending items are known to the rankers; further"
              + " ones are counted as refused-trending-lists.");

  public static final ConfigOption<Integer> MAX_SEGMENTS =
      OPTIONS.number(
          "max-segments",
          DEFAULT.segments(),
          "Customer segments whose visits of an item are told apart, for what is trending in"
              + " each; 0 for none.");

  public static final ConfigOption<Duration> EXPIRY =
      OPTIONS.time(
          "expiry",
          DEFAULT.expiryMillis(),
          "Inactivity after which a site's trending items are forgotten.");

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
