package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.rapport.core.stats.ForwardDecay;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Parameters of counting and scoring pairs of items. With {@code w} the decayed, distance-weighted
 * number of times {@code q} followed {@code p}, and {@code n} the items' decayed numbers of visits,
 *
 * <pre>score(p, q) = w / (n(p)^ownDamping * n(q)^neighbourDamping)</pre>
 */
@RecordBuilder
public record CountingSettings(
    ForwardDecay decay,
    double backward,
    double ownDamping,
    double neighbourDamping,
    int maxNeighbours,
    double minWeight,
    int replySize,
    long publishIntervalMillis,
    long expiryMillis)
    implements Serializable, CountingSettingsBuilder.With {

  private static final long DAY = 86_400_000;

  public static final CountingSettings DEFAULT =
      CountingSettingsBuilder.builder()
          .decay(ForwardDecay.halfLife(3 * DAY))
          .backward(0.5)
          .ownDamping(0.5)
          .neighbourDamping(0.2)
          .maxNeighbours(200)
          .minWeight(0.001)
          .replySize(40)
          .publishIntervalMillis(60_000)
          .expiryMillis(60 * DAY)
          .build();

  public CountingSettings {
    Checks.within("backward", backward, 0, 1);
    Checks.within("ownDamping", ownDamping, 0, 1);
    Checks.within("neighbourDamping", neighbourDamping, 0, 1);
    Checks.atLeast("maxNeighbours", maxNeighbours, 1);
    Checks.within("minWeight", minWeight, 0, 1);
    Checks.atLeast("replySize", replySize, 1);
    Checks.atLeast("publishIntervalMillis", publishIntervalMillis, 0);
    Checks.atLeast("expiryMillis", expiryMillis, 1);
  }
}
