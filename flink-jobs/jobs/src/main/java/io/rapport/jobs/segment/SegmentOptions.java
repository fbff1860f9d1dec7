package io.rapport.jobs.segment;

import io.rapport.core.segment.SegmentSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the segment job. All times are event times. */
public final class SegmentOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.segment");
  private static final SegmentSettings DEFAULT = SegmentSettings.DEFAULT;

  public static final ConfigOption<Integer> SEGMENTS =
      OPTIONS.number("segments", DEFAULT.segments(), "Segments per site.");

  public static final ConfigOption<Duration> HALF_LIFE =
      OPTIONS.time(
          "half-life",
          DEFAULT.halfLife(),
          "Half-life of the weight of a customer without a new profile.");

  public static final ConfigOption<Integer> SEED_FACTOR =
      OPTIONS.number(
          "seed-factor",
          DEFAULT.seedFactor(),
          "Customers per segment from which the first model is made.");

  public static final ConfigOption<Integer> RESERVOIR =
      OPTIONS.number(
          "reservoir",
          DEFAULT.reservoir(),
          "Customers sampled per site, for the first model and to replace segments.");

  public static final ConfigOption<Double> HYSTERESIS =
      OPTIONS.number(
          "hysteresis",
          DEFAULT.hysteresis(),
          "Share of the distance to the old segment below which the distance to the new"
              + " one has to be before a customer changes segment.");

  public static final ConfigOption<Integer> CONFIRMATIONS =
      OPTIONS.number(
          "confirmations",
          DEFAULT.confirmations(),
          "Consecutive profiles that have to confirm a change of segment.");

  public static final ConfigOption<Double> MIN_SHARE =
      OPTIONS.number(
          "min-share",
          DEFAULT.minShare(),
          "Share of an even split of the customers below which a segment is replaced.");

  public static final ConfigOption<Double> MIN_GAIN =
      OPTIONS.number(
          "min-gain",
          DEFAULT.minGain(),
          "Share by which another place of a segment's centre has to lower the error on"
              + " the sample before the segment is replaced; 1 for never.");

  public static final ConfigOption<Integer> GRACE =
      OPTIONS.number(
          "grace",
          DEFAULT.grace(),
          "Publications for which a new segment is not replaced, and publications"
              + " between two searches for a better place of a segment.");

  public static final ConfigOption<Duration> REPORT_INTERVAL =
      OPTIONS.time(
          "report-interval",
          DEFAULT.sumInterval(),
          "Time between two reports of a key's partial sums.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      OPTIONS.time(
          "publish-interval",
          DEFAULT.publishInterval(),
          "Shortest time between two publications of a site's model.");

  public static final ConfigOption<Integer> BUCKETS =
      OPTIONS.number(
          "buckets", DEFAULT.buckets(), "Keys over which the partial sums of a site are spread.");

  public static final ConfigOption<Duration> EXPIRY =
      OPTIONS.time(
          "expiry",
          DEFAULT.retention(),
          "Time without a new profile after which a customer is forgotten.");

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
