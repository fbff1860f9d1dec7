package io.rapport.core.recommendation.catalogue;

/**
 * The visits of an item since its last report, within a scope.
 *
 * @param time event time of the newest visit, milliseconds since the epoch
 * @param weight decayed number of visits as of {@code time}; negative for retracted visits
 */
public record TrendReport(TrendingScope scope, String itemId, long time, double weight) {}
