package io.rapport.core.recommendation.catalogue;

/**
 * A trending item.
 *
 * @param weight decayed number of visits
 */
public record TrendingItem(String itemId, double weight) {}
