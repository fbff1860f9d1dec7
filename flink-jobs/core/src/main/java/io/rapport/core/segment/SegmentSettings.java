package io.rapport.core.segment;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** Settings of segmentation; times in milliseconds of event time. */
@RecordBuilder
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
    implements Serializable, SegmentSettingsBuilder.With {

  private static final long DAY = 86_400_000L;

  public static final SegmentSettings DEFAULT =
      SegmentSettingsBuilder.builder()
          .segments(6)
          .halfLife(7 * DAY)
          .seedFactor(5)
          .reservoir(512)
          .hysteresis(0.9)
          .confirmations(2)
          .minShare(0.05)
          .minGain(0.1)
          .grace(5)
          .sumInterval(1_000)
          .publishInterval(5_000)
          .buckets(16)
          .retention(180 * DAY)
          .build();

  /** Checks the bounds. */
  public SegmentSettings {
    positive("segments", segments);
    positive("halfLife", halfLife);
    positive("seedFactor", seedFactor);
    positive("confirmations", confirmations);
    positive("grace", grace);
    positive("sumInterval", sumInterval);
    positive("publishInterval", publishInterval);
    positive("buckets", buckets);
    positive("retention", retention);
    if (reservoir < segments * seedFactor) {
      throw new IllegalArgumentException(
          "reservoir must be at least segments times seedFactor, %d, but is %d"
              .formatted(segments * seedFactor, reservoir));
    }
    if (!(minGain > 0 && minGain <= 1)) {
      throw new IllegalArgumentException("minGain must be above 0 and at most 1 but is " + minGain);
    }
    if (!(hysteresis > 0 && hysteresis <= 1)) {
      throw new IllegalArgumentException(
          "hysteresis must be above 0 and at most 1 but is " + hysteresis);
    }
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1 but is " + value);
    }
  }
}
