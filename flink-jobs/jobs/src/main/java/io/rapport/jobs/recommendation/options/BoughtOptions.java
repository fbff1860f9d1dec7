package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.BoughtSettings;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the counting of items bought in one order. */
public final class BoughtOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation.bought");
  private static final BoughtSettings DEFAULT = BoughtSettings.DEFAULT;

  public static final ConfigOption<Duration> HALF_LIFE =
      OPTIONS.time(
          "half-life",
          DEFAULT.decay().halfLifeMillis(),
          "Time in which the weight of an order falls to half.");

  public static final ConfigOption<Integer> MAX_LINES =
      OPTIONS.number(
          "max-lines", DEFAULT.maxLines(), "Different items of one order that are paired.");

  public static final ConfigOption<Integer> MAX_PAIRS =
      OPTIONS.number(
          "max-pairs",
          DEFAULT.maxPairs(),
          "Items counted that are bought with one; the one counted least gives way. 0 switches"
              + " them off.");

  public static final ConfigOption<Integer> REPLY_SIZE =
      OPTIONS.number(
          "reply-size",
          DEFAULT.replySize(),
          "Best items bought with one that are ranked for the visitor.");

  public static final ConfigOption<Double> SIGNIFICANCE =
      OPTIONS.number(
          "significance",
          DEFAULT.significance(),
          "Log-likelihood ratio below which two items are taken to be bought together by chance;"
              + " 6.63 is passed by one in a hundred pairs that are.");

  public static final ConfigOption<Duration> ORDER_EXPIRY =
      OPTIONS.time(
          "order-expiry",
          DEFAULT.orderExpiryMillis(),
          "Time after which an order is forgotten; a later return of it takes nothing back.");

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
