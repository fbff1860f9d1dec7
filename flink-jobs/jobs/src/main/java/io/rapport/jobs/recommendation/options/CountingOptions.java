package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.CountingSettings;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the counts of items visited in one session. */
public final class CountingOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation");
  private static final CountingSettings DEFAULT = CountingSettings.DEFAULT;

  public static final ConfigOption<Duration> HALF_LIFE =
      OPTIONS.time(
          "half-life",
          DEFAULT.decay().halfLifeMillis(),
          "Half-life of the count of a pair of items.");

  public static final ConfigOption<Double> BACKWARD_WEIGHT =
      OPTIONS.number(
          "backward-weight",
          DEFAULT.backward(),
          "Weight of a pair against its direction, from 0 to 1; 0 counts only the items"
              + " that follow.");

  public static final ConfigOption<Double> OWN_DAMPING =
      OPTIONS.number(
          "own-damping",
          DEFAULT.ownDamping(),
          "Exponent by which an item's own popularity damps the scores of its" + " neighbours.");

  public static final ConfigOption<Double> NEIGHBOUR_DAMPING =
      OPTIONS.number(
          "neighbour-damping",
          DEFAULT.neighbourDamping(),
          "Exponent by which a neighbour's popularity damps its score.");

  public static final ConfigOption<Integer> MAX_NEIGHBOURS =
      OPTIONS.number(
          "max-neighbours",
          DEFAULT.maxNeighbours(),
          "Neighbours kept per item. The one with the lowest score gives way.");

  public static final ConfigOption<Double> MIN_WEIGHT =
      OPTIONS.number(
          "min-weight", DEFAULT.minWeight(), "Decayed count below which a pair is dropped.");

  public static final ConfigOption<Integer> REPLY_SIZE =
      OPTIONS.number(
          "reply-size",
          DEFAULT.replySize(),
          "Best neighbours of an item that are ranked for the visitor and published.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      OPTIONS.time(
          "publish-interval",
          DEFAULT.publishIntervalMillis(),
          "Shortest event time between two publications of an item's neighbours by its visits."
              + " What changes after the last visit is published seconds later; above 1,000"
              + " messages a second in one task, within this interval.");

  public static final ConfigOption<Duration> EXPIRY =
      OPTIONS.time(
          "item-expiry", DEFAULT.expiryMillis(), "Inactivity after which an item is forgotten.");

  private CountingOptions() {}

  /** The options as core's settings. */
  static CountingSettings counting(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.decay(ForwardDecay.halfLife(config.get(HALF_LIFE).toMillis()))
                .backward(config.get(BACKWARD_WEIGHT))
                .ownDamping(config.get(OWN_DAMPING))
                .neighbourDamping(config.get(NEIGHBOUR_DAMPING))
                .maxNeighbours(config.get(MAX_NEIGHBOURS))
                .minWeight(config.get(MIN_WEIGHT))
                .replySize(config.get(REPLY_SIZE))
                .publishIntervalMillis(config.get(PUBLISH_INTERVAL).toMillis())
                .expiryMillis(config.get(EXPIRY).toMillis()));
  }
}
