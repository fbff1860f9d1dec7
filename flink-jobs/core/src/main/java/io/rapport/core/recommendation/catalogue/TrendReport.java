package io.rapport.core.recommendation.catalogue;

/**
 * Visits of an item since its last report.
 *
 * @param scope what they are compared within: a site, a category of one, or a segment of its
 *     customers; see {@link ItemKeys#scope} and {@link ItemKeys#segmentScope}
 * @param time event time of the newest visit, milliseconds since the epoch
 * @param weight decayed number of visits as of {@code time}
 */
public record TrendReport(String scope, String itemId, long time, double weight) {}
