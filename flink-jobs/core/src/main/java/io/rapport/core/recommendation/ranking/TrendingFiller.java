package io.rapport.core.recommendation.ranking;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.catalogue.TrendingItem;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.settings.CandidateSource;
import java.util.List;

/**
 * Fills the places that candidates left over with what is trending in the category looked at, in
 * the visitor's segment, and in the whole site, in this order. Made for each list.
 */
final class TrendingFiller {

  private static final List<Reason> REASONS =
      List.of(new Reason(null, CandidateSource.TRENDING, 1));

  private final Scored scored;
  private final ItemFilter filter;
  private final Diversifier diversifier;

  /**
   * @param diversifier whose caps hold here too; null where there are none
   */
  TrendingFiller(Scored scored, ItemFilter filter, Diversifier diversifier) {
    this.scored = scored;
    this.filter = filter;
    this.diversifier = diversifier;
  }

  /** Fills a list up to {@code room} items. */
  void fill(List<RankedItem> items, int room) {
    String site = scored.visit().site();
    String category = filter.currentCategory();
    String segment = scored.visit().segment();
    List<TrendingItem> alike =
        category == null ? List.of() : trending(TrendingScope.category(site, category));
    List<TrendingItem> ours =
        segment == null ? List.of() : trending(TrendingScope.segment(site, segment));
    // Half of what is free is the category's, so that a segment has its say on every page.
    int half = ours.isEmpty() ? room : (items.size() + room + 1) / 2;
    fill(items, alike, half);
    fill(items, ours, room);
    fill(items, alike, room);
    fill(items, trending(TrendingScope.site(site)), room);
  }

  private List<TrendingItem> trending(TrendingScope scope) {
    return scored.knowledge().trending(scope);
  }

  /** Trending items rank below all others, in their own order. */
  private void fill(List<RankedItem> items, List<TrendingItem> trending, int room) {
    if (trending.isEmpty()) {
      return;
    }
    double top = trending.get(0).weight();
    double floor = items.isEmpty() ? 1 : items.get(items.size() - 1).score();
    for (TrendingItem item : trending) {
      if (items.size() == room) {
        return;
      }
      long hash = Hash64.of(item.itemId());
      boolean fresh = scored.candidates().find(hash) < 0 && !holds(items, item.itemId());
      if (fresh && filter.passes(hash) && isWithinCaps(hash)) {
        double score = floor * (item.weight() / top);
        items.add(
            new RankedItem(
                item.itemId(), score, CandidateSource.TRENDING, REASONS, filter.category(hash)));
      }
    }
  }

  /** Whether the caps let an item in; it then counts. */
  private boolean isWithinCaps(long item) {
    return diversifier == null || diversifier.append(filter.facts(item));
  }

  private static boolean holds(List<RankedItem> items, String itemId) {
    for (RankedItem item : items) {
      if (item.itemId().equals(itemId)) {
        return true;
      }
    }
    return false;
  }
}
