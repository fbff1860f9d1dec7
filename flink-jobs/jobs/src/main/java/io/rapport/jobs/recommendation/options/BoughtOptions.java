package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.BoughtSettings;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the counts of items bought together. */
public final class BoughtOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation.bought");
  private static final BoughtSettings DEFAULT = BoughtSettings.DEFAULT;

  public static final ConfigOption<Duration> HALF_LIFE =
      OPTIONS.time(
          "half-life", DEFAULT.decay().halfLifeMillis(), "Half-life of the weight of an order.");

  public static final ConfigOption<Integer> MAX_LINES =
      OPTIONS.number(
          "max-lines", DEFAULT.maxLines(), "Distinct items of one order that are paired.");

  public static final ConfigOption<Integer> MAX_PAIRS =
      OPTIONS.number(
          "max-pairs",
          DEFAULT.maxPairs(),
          "Items counted as bought together with an item; 0 switches this source off."
              + " The one with the lowest count gives way.");

  public static final ConfigOption<Integer> REPLY_SIZE =
      OPTIONS.number(
          "reply-size",
          DEFAULT.replySize(),
          "Best items bought together with an item that are ranked for the visitor.");

  public static final ConfigOption<Double> SIGNIFICANCE =
      OPTIONS.number(
          "significance",
          DEFAULT.significance(),
          "Log-likelihood ratio below which two items count as bought together by"
              + " chance. Of the pairs that are together by chance, one in a hundred passes"
              + " 6.63.");

  public static final ConfigOption<Duration> ORDER_EXPIRY =
      OPTIONS.time(
          "order-expiry",
          DEFAULT.orderExpiryMillis(),
          "Time after which an order is forgotten. A later return of it takes nothing" + " back.");

  public static final ConfigOption<Duration> EXPIRY =
      OPTIONS.time(
          "expiry",
          DEFAULT.expiryMillis(),
          "Time without an order after which an item's counts of orders are forgotten.");

  private BoughtOptions() {}

  /** The options as core's settings. */
  static BoughtSettings bought(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.decay(ForwardDecay.halfLife(config.get(HALF_LIFE).toMillis()))
                .maxLines(config.get(MAX_LINES))
                .maxPairs(config.get(MAX_PAIRS))
                .replySize(config.get(REPLY_SIZE))
                .significance(config.get(SIGNIFICANCE))
                .orderExpiryMillis(config.get(ORDER_EXPIRY).toMillis())
                .expiryMillis(config.get(EXPIRY).toMillis()));
  }
}
