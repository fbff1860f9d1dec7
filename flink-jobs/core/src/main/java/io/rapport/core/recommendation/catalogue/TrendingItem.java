package io.rapport.core.recommendation.catalogue;

/**
 * An item many visit now.
 *
 * @param weight decayed number of visits
 */
public record TrendingItem(String itemId, double weight) {}
