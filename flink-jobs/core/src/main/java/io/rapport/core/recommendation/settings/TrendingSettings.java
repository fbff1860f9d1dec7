package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.rapport.core.stats.ForwardDecay;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** Parameters of the trending items of a site, of its categories and of its customer segments. */
@RecordBuilder
public record TrendingSettings(
    ForwardDecay decay,
    int capacity,
    int size,
    long reportIntervalMillis,
    long publishIntervalMillis,
    int lists,
    int segments,
    long expiryMillis)
    implements Serializable, TrendingSettingsBuilder.With {

  private static final long HOUR = 3_600_000;

  public static final TrendingSettings DEFAULT =
      TrendingSettingsBuilder.builder()
          .decay(ForwardDecay.halfLife(6 * HOUR))
          .capacity(1_000)
          .size(50)
          .reportIntervalMillis(10_000)
          .publishIntervalMillis(5_000)
          .lists(1_000)
          .segments(32)
          .expiryMillis(7 * 24 * HOUR)
          .build();

  public TrendingSettings {
    Checks.atLeast("size", size, 0);
    Checks.atLeast("capacity", capacity, Math.max(1, size));
    Checks.atLeast("reportIntervalMillis", reportIntervalMillis, 0);
    Checks.atLeast("publishIntervalMillis", publishIntervalMillis, 0);
    Checks.atLeast("lists", lists, 1);
    Checks.atLeast("segments", segments, 0);
    Checks.atLeast("expiryMillis", expiryMillis, 1);
  }

  /** A copy without trending. */
  public TrendingSettings off() {
    return withSize(0);
  }
}
