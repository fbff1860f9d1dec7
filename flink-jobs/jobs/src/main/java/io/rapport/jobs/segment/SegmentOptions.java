package io.rapport.jobs.segment;

import io.rapport.core.segment.SegmentSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the segment job; all times are event times. */
public final class SegmentOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.segment");
  private static final SegmentSettings DEFAULT = SegmentSettings.DEFAULT;

  public static final ConfigOption<Integer> SEGMENTS =
      OPTIONS.number("segments", DEFAULT.segments(), "How many segments a site has.");

  public static final ConfigOption<Duration> HALF_LIFE =
      OPTIONS.time(
          "half-life",
          DEFAULT.halfLife(),
          "After how long a customer without a new profile counts half.");

  public static final ConfigOption<Integer> SEED_FACTOR =
      OPTIONS.number(
          "seed-factor",
          DEFAULT.seedFactor(),
          "The first model is made of this many customers a segment.");

  public static final ConfigOption<Integer> RESERVOIR =
      OPTIONS.number(
          "reservoir",
          DEFAULT.reservoir(),
          "Customers sampled a site for the first model and to replace segments.");

  public static final ConfigOption<Double> HYSTERESIS =
      OPTIONS.number(
          "hysteresis",
          DEFAULT.hysteresis(),
          "A customer changes segment only when the distance to the new one is below this share"
              + " of the distance to the old one.");

  public static final ConfigOption<Integer> CONFIRMATIONS =
      OPTIONS.number(
          "confirmations",
          DEFAULT.confirmations(),
          "How many profiles in a row have to confirm a change of segment.");

  public static final ConfigOption<Double> MIN_SHARE =
      OPTIONS.number(
          "min-share",
          DEFAULT.minShare(),
          "A segment with less than this share of an even split of the customers is replaced.");

  public static final ConfigOption<Double> MIN_GAIN =
      OPTIONS.number(
          "min-gain",
          DEFAULT.minGain(),
          "A segment is replaced when its centre elsewhere would lower the error on the sample by"
              + " more than this share; 1 for never.");

  public static final ConfigOption<Integer> GRACE =
      OPTIONS.number(
          "grace",
          DEFAULT.grace(),
          "For how many publications a new segment is not replaced, and how often a better place"
              + " for a segment is looked for.");

  public static final ConfigOption<Duration> REPORT_INTERVAL =
      OPTIONS.time(
          "report-interval",
          DEFAULT.sumInterval(),
          "Partial sums are passed on once in this time.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      OPTIONS.time(
          "publish-interval",
          DEFAULT.publishInterval(),
          "A model is published at most once in this time.");

  public static final ConfigOption<Integer> BUCKETS =
      OPTIONS.number(
          "buckets", DEFAULT.buckets(), "Keys over which the partial sums of a site are spread.");

  public static final ConfigOption<Duration> EXPIRY =
      OPTIONS.time(
          "expiry",
          DEFAULT.retention(),
          "A customer without a new profile for this long is forgotten.");

  private SegmentOptions() {}

  /** The options as core's settings. */
  public static SegmentSettings settings(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.segments(config.get(SEGMENTS))
                .halfLife(config.get(HALF_LIFE).toMillis())
                .seedFactor(config.get(SEED_FACTOR))
                .reservoir(config.get(RESERVOIR))
                .hysteresis(config.get(HYSTERESIS))
                .confirmations(config.get(CONFIRMATIONS))
                .minShare(config.get(MIN_SHARE))
                .minGain(config.get(MIN_GAIN))
                .grace(config.get(GRACE))
                .sumInterval(config.get(REPORT_INTERVAL).toMillis())
                .publishInterval(config.get(PUBLISH_INTERVAL).toMillis())
                .buckets(config.get(BUCKETS))
                .retention(config.get(EXPIRY).toMillis()));
  }
}
