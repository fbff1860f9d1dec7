package io.rapport.core.recommendation;

/**
 * Visits of an item since its last report.
 *
 * @param time event time of the newest visit, milliseconds since the epoch
 * @param weight decayed number of visits as of {@code time}
 */
public record TrendReport(String site, String itemId, long time, double weight) {}
