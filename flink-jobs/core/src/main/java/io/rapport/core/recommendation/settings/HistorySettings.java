package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** Bounds of a visitor's history. */
@RecordBuilder
public record HistorySettings(
    int window,
    long sessionGapMillis,
    long allowedLatenessMillis,
    int rememberedIds,
    int eventsPerMinute,
    long expiryMillis,
    ErasureSettings erasure)
    implements Serializable, HistorySettingsBuilder.With {

  public static final HistorySettings DEFAULT =
      HistorySettingsBuilder.builder()
          .window(10)
          .sessionGapMillis(minutes(30))
          .allowedLatenessMillis(minutes(5))
          .rememberedIds(64)
          .eventsPerMinute(120)
          .expiryMillis(minutes(24 * 60))
          .erasure(ErasureSettings.DEFAULT)
          .build();

  public HistorySettings {
    Checks.atLeast("window", window, 1);
    Checks.atLeast("sessionGapMillis", sessionGapMillis, 1);
    Checks.atLeast("allowedLatenessMillis", allowedLatenessMillis, 0);
    Checks.atLeast("rememberedIds", rememberedIds, 1);
    Checks.atLeast("eventsPerMinute", eventsPerMinute, 1);
    Checks.atLeast("expiryMillis", expiryMillis, 1);
  }

  private static long minutes(long n) {
    return n * 60_000;
  }
}
