package io.rapport.core.recommendation.catalogue;

import java.util.List;

/**
 * The current trending items of a scope.
 *
 * @param time event time of the change, milliseconds since the epoch
 * @param items best first; empty when the scope is to be dropped
 */
public record TrendingList(TrendingScope scope, long time, List<TrendingItem> items) {}
