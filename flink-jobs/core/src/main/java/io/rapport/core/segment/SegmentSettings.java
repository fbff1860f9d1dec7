package io.rapport.core.segment;

import io.rapport.core.settings.Checks;
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
