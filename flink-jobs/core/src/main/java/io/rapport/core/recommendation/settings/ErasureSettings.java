package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Bounds of the visits and orders kept of a visitor so that an erasure can subtract them. Earlier
 * ones stay counted, without a name, until they have decayed.
 */
@RecordBuilder
public record ErasureSettings(int visits, int orders, long windowMillis)
    implements Serializable, ErasureSettingsBuilder.With {

  public static final ErasureSettings DEFAULT =
      ErasureSettingsBuilder.builder()
          .visits(256)
          .orders(64)
          .windowMillis(30L * 24 * 60 * 60 * 1000)
          .build();

  public ErasureSettings {
    Checks.atLeast("visits", visits, 0);
    Checks.atLeast("orders", orders, 0);
    Checks.atLeast("windowMillis", windowMillis, 0);
  }
}
