package io.rapport.core.recommendation.catalogue;

/**
 * Visits of an item since its last report, within a scope.
 *
 * @param time event time of the newest visit, milliseconds since the epoch
 * @param weight decayed number of visits as of {@code time}; negative for visits taken back
 */
public record TrendReport(TrendingScope scope, String itemId, long time, double weight) {}
