package io.rapport.core.recommendation.neighbour;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.visit.Visit;

/**
 * An item was followed by another: what the list of the earlier one has to learn.
 *
 * @param itemId the earlier item, whose list it is
 * @param neighbourId the later item
 * @param weight one over the number of steps between them; negative where that is taken back
 * @param neighbourCount decayed number of visits of the later item as of {@code time}
 * @param time event time of the later visit, milliseconds since the epoch
 * @param visitor hash of the visitor's key
 * @param place how many steps after the earlier item the later one stands; 0 where the visitor came
 *     to the earlier item again in between or with this visit, and of a pair taken back
 */
public record PairDelta(
    String site,
    String itemId,
    String neighbourId,
    double weight,
    double neighbourCount,
    long time,
    long visitor,
    int place) {

  /**
   * The pair of a visit and the item {@code steps} before it.
   *
   * @param visit counted, or to be taken back
   * @param steps from 1
   */
  public static PairDelta of(Visit visit, int steps) {
    return new PairDelta(
        visit.site(),
        visit.recent().get(steps - 1),
        visit.itemId(),
        (visit.retracted() ? -1.0 : 1.0) / steps,
        visit.count(),
        visit.eventTime(),
        Hash64.of(visit.visitorKey()),
        !visit.retracted() && nearest(visit, steps) ? steps : 0);
  }

  private static boolean nearest(Visit visit, int steps) {
    String earlier = visit.recent().get(steps - 1);
    return !earlier.equals(visit.itemId()) && visit.recent().indexOf(earlier) == steps - 1;
  }

  /** Site-qualified key of the list that has to learn. */
  public String itemKey() {
    return Keys.of(site, itemId);
  }
}
