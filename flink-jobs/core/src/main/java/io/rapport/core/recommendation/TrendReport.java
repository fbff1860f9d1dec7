package io.rapport.core.recommendation;

/**
 * Visits of an item since its last report.
 *
 * @param scope what they are compared within: a site, or a category of one; see {@link Shelf#scope}
 * @param time event time of the newest visit, milliseconds since the epoch
 * @param weight decayed number of visits as of {@code time}
 */
public record TrendReport(String scope, String itemId, long time, double weight) {

  /** The same visits, compared within a category. */
  public TrendReport within(String category) {
    return new TrendReport(Shelf.scope(scope, category), itemId, time, weight);
  }
}
