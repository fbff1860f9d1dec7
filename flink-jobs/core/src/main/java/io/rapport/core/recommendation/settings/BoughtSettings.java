package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.rapport.core.stats.ForwardDecay;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** Parameters of counting items bought together in one order. */
@RecordBuilder
public record BoughtSettings(
    ForwardDecay decay,
    int maxLines,
    int maxPairs,
    int replySize,
    double significance,
    long orderExpiryMillis,
    long expiryMillis)
    implements Serializable, BoughtSettingsBuilder.With {

  private static final long DAY = 86_400_000;

  public static final BoughtSettings DEFAULT =
      BoughtSettingsBuilder.builder()
          .decay(ForwardDecay.halfLife(30 * DAY))
          .maxLines(30)
          .maxPairs(50)
          .replySize(20)
          .significance(6.63)
          .orderExpiryMillis(60 * DAY)
          .expiryMillis(180 * DAY)
          .build();

  public BoughtSettings {
    Checks.atLeast("maxLines", maxLines, 2);
    Checks.atLeast("maxPairs", maxPairs, 0);
    Checks.atLeast("replySize", replySize, 1);
    Checks.within("significance", significance, 0, 1e9);
    Checks.atLeast("orderExpiryMillis", orderExpiryMillis, 1);
    Checks.atLeast("expiryMillis", expiryMillis, 1);
  }
}
