package io.rapport.core.recommendation;

import io.rapport.core.intake.Keys;

/**
 * An item was followed by another: what the list of the earlier one has to learn.
 *
 * @param itemId the earlier item, whose list it is
 * @param neighbourId the later item
 * @param weight one over the number of steps between them
 * @param neighbourCount decayed number of visits of the later item as of {@code time}
 * @param time event time of the later visit, milliseconds since the epoch
 */
public record PairDelta(
    String site,
    String itemId,
    String neighbourId,
    double weight,
    double neighbourCount,
    long time) {

  /**
   * The pair of a visit and the item {@code steps} before it.
   *
   * @param visit counted
   * @param steps from 1
   */
  public static PairDelta of(Visit visit, int steps) {
    return new PairDelta(
        visit.site(),
        visit.recent().get(steps - 1),
        visit.itemId(),
        1.0 / steps,
        visit.count(),
        visit.eventTime());
  }

  /** Site-qualified key of the list that has to learn. */
  public String itemKey() {
    return Keys.of(site, itemId);
  }
}
