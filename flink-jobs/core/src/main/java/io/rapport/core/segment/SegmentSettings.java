package io.rapport.core.segment;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * Settings of segmentation; times in milliseconds of event time.
 *
 * @param segments how many segments a site has
 * @param halfLife after how long a silent customer counts half
 * @param seedFactor the first model is made of this many customers a segment
 * @param reservoir customers sampled a site, for the first model and to replace segments
 * @param hysteresis a customer changes segment only when the new distance is below this share of
 *     the old one
 * @param confirmations how often in a row that must hold
 * @param minShare a segment with less than this share of an even split is replaced
 * @param minGain a segment is replaced when its centre elsewhere would lower the error on the
 *     sample by more than this share
 * @param grace how many publications a new segment is left alone, and after how many a better place
 *     for a segment is looked for
 * @param sumInterval partial sums are passed on once in this time
 * @param publishInterval models are published at most once in this time
 * @param buckets keys over which partial sums are spread
 * @param retention a customer without a new profile for this long is forgotten
 */
public record SegmentSettings(
    int segments,
    long halfLife,
    int seedFactor,
    int reservoir,
    double hysteresis,
    int confirmations,
    double minShare,
    double minGain,
    int grace,
    long sumInterval,
    long publishInterval,
    int buckets,
    long retention)
    implements Serializable {

  private static final long DAY = 86_400_000L;

  public static final SegmentSettings DEFAULT =
      new SegmentSettings(6, 7 * DAY, 5, 512, 0.9, 2, 0.05, 0.1, 5, 1_000, 5_000, 16, 180 * DAY);

  /** Checks the bounds. */
  public SegmentSettings {
    Checks.atLeast("segments", segments, 1);
    Checks.atLeast("halfLife", halfLife, 1);
    Checks.atLeast("seedFactor", seedFactor, 1);
    Checks.atLeast("confirmations", confirmations, 1);
    Checks.atLeast("grace", grace, 1);
    Checks.atLeast("sumInterval", sumInterval, 1);
    Checks.atLeast("publishInterval", publishInterval, 1);
    Checks.atLeast("buckets", buckets, 1);
    Checks.atLeast("retention", retention, 1);
    Checks.that(
        reservoir >= segments * seedFactor,
        "reservoir must be at least segments times seedFactor, %d, but is %d"
            .formatted(segments * seedFactor, reservoir));
    Checks.positiveShare("minGain", minGain);
    Checks.positiveShare("hysteresis", hysteresis);
  }
}
