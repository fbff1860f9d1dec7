package io.rapport.core.recommendation.ranking;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.catalogue.TrendingItem;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.settings.CandidateSource;
import java.util.List;

/**
 * Fills the free places of a list with trending items: of the category looked at, of the visitor's
 * segment, and of the whole site, in this order. Made for each list.
 */
final class TrendingFiller {

  private static final List<Reason> REASONS =
      List.of(new Reason(null, CandidateSource.TRENDING, 1));

  private final Scored scored;
  private final ItemFilter filter;
  private final Diversifier diversifier;

  /**
   * A filler.
   *
   * @param diversifier with the caps that hold here too; null if there are none
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
    // The category gets half of the free places, so that a segment's items are on every page.
    int half = ours.isEmpty() ? room : (items.size() + room + 1) / 2;
    fill(items, alike, half);
    fill(items, ours, room);
    fill(items, alike, room);
    fill(items, trending(TrendingScope.site(site)), room);
  }

  private List<TrendingItem> trending(TrendingScope scope) {
    return scored.knowledge().trending(scope);
  }

  /** Appends trending items in their own order, ranked below all others. */
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

  /** Whether the caps admit an item; if so, it counts towards them. */
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
