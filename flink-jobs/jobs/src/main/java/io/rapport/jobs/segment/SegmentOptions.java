package io.rapport.jobs.segment;

import io.rapport.core.segment.SegmentSettings;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the segment job; all times are event times. */
public final class SegmentOptions {

  private static final SegmentSettings DEFAULT = SegmentSettings.DEFAULT;

  public static final ConfigOption<Integer> SEGMENTS =
      count("segments", DEFAULT.segments()).withDescription("How many segments a site has.");

  public static final ConfigOption<Duration> HALF_LIFE =
      time("half-life", DEFAULT.halfLife())
          .withDescription("After how long a customer without a new profile counts half.");

  public static final ConfigOption<Integer> SEED_FACTOR =
      count("seed-factor", DEFAULT.seedFactor())
          .withDescription("The first model is made of this many customers a segment.");

  public static final ConfigOption<Integer> RESERVOIR =
      count("reservoir", DEFAULT.reservoir())
          .withDescription("Customers sampled a site for the first model and to replace segments.");

  public static final ConfigOption<Double> HYSTERESIS =
      share("hysteresis", DEFAULT.hysteresis())
          .withDescription(
              "A customer changes segment only when the distance to the new one is below this"
                  + " share of the distance to the old one.");

  public static final ConfigOption<Integer> CONFIRMATIONS =
      count("confirmations", DEFAULT.confirmations())
          .withDescription("How many profiles in a row have to confirm a change of segment.");

  public static final ConfigOption<Double> MIN_SHARE =
      share("min-share", DEFAULT.minShare())
          .withDescription(
              "A segment with less than this share of an even split of the customers is replaced.");

  public static final ConfigOption<Double> MIN_GAIN =
      share("min-gain", DEFAULT.minGain())
          .withDescription(
              "A segment is replaced when its centre elsewhere would lower the error on the sample"
                  + " by more than this share; 1 for never.");

  public static final ConfigOption<Integer> GRACE =
      count("grace", DEFAULT.grace())
          .withDescription(
              "For how many publications a new segment is not replaced, and how often a better"
                  + " place for a segment is looked for.");

  public static final ConfigOption<Duration> SUM_INTERVAL =
      time("sum-interval", DEFAULT.sumInterval())
          .withDescription("Partial sums are passed on once in this time.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      time("publish-interval", DEFAULT.publishInterval())
          .withDescription("A model is published at most once in this time.");

  public static final ConfigOption<Integer> BUCKETS =
      count("buckets", DEFAULT.buckets())
          .withDescription("Keys over which the partial sums of a site are spread.");

  public static final ConfigOption<Duration> RETENTION =
      time("retention", DEFAULT.retention())
          .withDescription("A customer without a new profile for this long is forgotten.");

  private SegmentOptions() {}

  /** The options as core's settings. */
  public static SegmentSettings settings(ReadableConfig config) {
    return new SegmentSettings(
        config.get(SEGMENTS),
        config.get(HALF_LIFE).toMillis(),
        config.get(SEED_FACTOR),
        config.get(RESERVOIR),
        config.get(HYSTERESIS),
        config.get(CONFIRMATIONS),
        config.get(MIN_SHARE),
        config.get(MIN_GAIN),
        config.get(GRACE),
        config.get(SUM_INTERVAL).toMillis(),
        config.get(PUBLISH_INTERVAL).toMillis(),
        config.get(BUCKETS),
        config.get(RETENTION).toMillis());
  }

  private static ConfigOption<Integer> count(String name, int value) {
    return ConfigOptions.key("rapport.segment." + name).intType().defaultValue(value);
  }

  private static ConfigOption<Double> share(String name, double value) {
    return ConfigOptions.key("rapport.segment." + name).doubleType().defaultValue(value);
  }

  private static ConfigOption<Duration> time(String name, long millis) {
    return ConfigOptions.key("rapport.segment." + name)
        .durationType()
        .defaultValue(Duration.ofMillis(millis));
  }
}
