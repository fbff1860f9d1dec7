package io.rapport.core.recommendation.catalogue;

import java.util.List;

/**
 * The items that trend within a scope from now on.
 *
 * @param time event time of the change, milliseconds since the epoch
 * @param items best first; empty when the scope is to be forgotten
 */
public record TrendingList(TrendingScope scope, long time, List<TrendingItem> items) {}
