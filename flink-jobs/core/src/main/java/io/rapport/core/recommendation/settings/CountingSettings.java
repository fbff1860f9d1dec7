package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.rapport.core.stats.ForwardDecay;
import java.io.Serializable;

/**
 * How pairs of items are counted and scored. With {@code w} the decayed, distance-weighted number
 * of times {@code q} followed {@code p}, and {@code n} the items' decayed numbers of visits,
 *
 * <pre>score(p, q) = w / (n(p)^ownDamping * n(q)^neighbourDamping)</pre>
 *
 * @param decay how fast what was counted fades
 * @param backward weight of a pair against its direction, relative to one along it; 0 counts only
 *     what followed
 * @param ownDamping exponent of the list owner's popularity
 * @param neighbourDamping exponent of the neighbour's popularity
 * @param maxNeighbours neighbours kept of an item; the one of the lowest score gives way
 * @param minWeight a pair whose decayed weight is below this is dropped
 * @param replySize best neighbours sent to the visitor
 * @param publishIntervalMillis an item's neighbours are published at most once in this time
 * @param expiryMillis inactivity after which an item is forgotten
 */
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
    implements Serializable {

  private static final long DAY = 86_400_000;

  public static final CountingSettings DEFAULT =
      new CountingSettings(
          ForwardDecay.halfLife(3 * DAY), 0.5, 0.5, 0.2, 200, 0.001, 40, 60_000, 60 * DAY);

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

  /** The same with another half-life. */
  public CountingSettings withHalfLife(long millis) {
    return new CountingSettings(
        ForwardDecay.halfLife(millis),
        backward,
        ownDamping,
        neighbourDamping,
        maxNeighbours,
        minWeight,
        replySize,
        publishIntervalMillis,
        expiryMillis);
  }
}
