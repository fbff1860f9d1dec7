package io.rapport.core.recommendation.catalogue;

import java.util.List;

/**
 * What every ranker of a site has to know: that an item can or cannot be had from now on, or what
 * is trending.
 *
 * @param site the site; or, where a category's trending items changed, its {@link ItemKeys#scope}
 * @param itemId the item that changed; null when {@code trending} changed
 * @param available whether the item may be recommended
 * @param time event time of the change, milliseconds since the epoch
 * @param trending what is trending there, best first; null when an item changed
 */
public record TrendingUpdate(
    String site, String itemId, boolean available, long time, List<TrendingItem> trending) {

  public static TrendingUpdate availability(
      String site, String itemId, boolean available, long time) {
    return new TrendingUpdate(site, itemId, available, time, null);
  }

  public static TrendingUpdate trending(String scope, long time, List<TrendingItem> items) {
    return new TrendingUpdate(scope, null, false, time, items);
  }
}
