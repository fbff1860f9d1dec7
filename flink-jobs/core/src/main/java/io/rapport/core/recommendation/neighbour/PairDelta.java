package io.rapport.core.recommendation.neighbour;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.visit.Visit;

/**
 * A pair of items visited one after the other: the message to the earlier item's list.
 *
 * @param itemId the earlier item, which owns the list
 * @param neighbourId the later item
 * @param weight one over the number of steps between them; negative for a retracted pair
 * @param neighbourCount decayed number of visits of the later item as of {@code time}
 * @param time event time of the later visit, milliseconds since the epoch
 * @param visitor hash of the visitor's key
 * @param place steps from the earlier item to the later one; 0 for a retracted pair, and where the
 *     visitor returned to the earlier item in between or with this visit
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
   * @param visit counted, or to be retracted
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

  /** The site-qualified key of the earlier item. */
  public String itemKey() {
    return Keys.of(site, itemId);
  }
}
