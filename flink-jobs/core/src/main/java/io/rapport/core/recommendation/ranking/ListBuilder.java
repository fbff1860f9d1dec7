package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.blend.FixedBlend;
import io.rapport.core.recommendation.catalogue.NameTable;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds lists of scored candidates: the best admitted ones, diverse and within caps where the
 * rules ask for it; then trending items for the free places; then the seats of newcomers. Holds
 * only scratch space between calls; not thread-safe.
 */
final class ListBuilder {

  /** The candidates that caps and diversity choose from, as a multiple of the list's size. */
  private static final int CHOICE = 5;

  private final RankingSettings settings;
  private final boolean trends;
  private final FixedBlend fixed;
  private final Explainer explainer;
  private final NewcomerSeats newcomers;
  private final int[] best; // places of scored candidates, best first

  ListBuilder(RecommendationSettings all, FixedBlend fixed) {
    this.settings = all.ranking();
    this.trends = all.uses(CandidateSource.TRENDING);
    this.fixed = fixed;
    this.explainer = new Explainer(settings, fixed);
    this.newcomers = new NewcomerSeats(all);
    this.best = new int[settings.size() * CHOICE];
  }

  /**
   * Builds a list.
   *
   * @return best first, at most {@code size}
   */
  List<RankedItem> build(ListRequest request) {
    Scored scored = request.scored();
    ItemFilter filter = new ItemFilter(request, settings.seenFilter());
    int found = select(scored, filter, request.chooses() ? best.length : settings.size());
    int[] seated = newcomers.rows(scored, filter, best, found);
    int room = settings.size() - seated.length;
    List<RankedItem> items = new ArrayList<>(settings.size());
    Diversifier diversifier = request.chooses() ? diversifier(request) : null;
    if (diversifier == null) {
      for (int i = 0; i < Math.min(found, room); i++) {
        items.add(explain(scored, best[i], filter));
      }
    } else {
      choose(scored, filter, found, room, request.lambda(), diversifier, items);
    }
    if (items.size() < room && trends) {
      new TrendingFiller(scored, filter, diversifier).fill(items, room);
    }
    for (int row : seated) {
      long item = scored.candidates().hash(row);
      if (diversifier == null || diversifier.append(filter.facts(item))) {
        double last = items.isEmpty() ? 1 : items.get(items.size() - 1).score();
        double score = Math.min(last, fixed.score(scored.candidates(), row));
        items.add(explainer.explain(scored.candidates(), row, score, filter.category(item)));
      }
    }
    return items;
  }

  private Diversifier diversifier(ListRequest request) {
    NameTable categories = request.scored().knowledge().items().categories();
    return new Diversifier(best.length + settings.size(), request.rules(), categories);
  }

  private void choose(
      Scored scored,
      ItemFilter filter,
      int found,
      int room,
      double lambda,
      Diversifier diversifier,
      List<RankedItem> items) {
    for (int i = 0; i < found; i++) {
      diversifier.add(scored.score(best[i]), filter.facts(scored.hash(best[i])));
    }
    int chosen = diversifier.choose(room, lambda);
    for (int i = 0; i < chosen; i++) {
      items.add(explain(scored, best[diversifier.chosen(i)], filter));
    }
  }

  private RankedItem explain(Scored scored, int place, ItemFilter filter) {
    String category = filter.category(scored.hash(place));
    return explainer.explain(scored.candidates(), scored.row(place), scored.score(place), category);
  }

  /** Sets {@code best} to the places of the best admitted candidates; returns their number. */
  private int select(Scored scored, ItemFilter filter, int most) {
    int found = 0;
    for (int place = 0; place < scored.size(); place++) {
      boolean enters = found < most || scored.before(place, best[found - 1]);
      if (enters && filter.passes(scored.hash(place))) {
        int at = found < most ? found++ : found - 1;
        while (at > 0 && scored.before(place, best[at - 1])) {
          best[at] = best[at - 1];
          at--;
        }
        best[at] = place;
      }
    }
    return found;
  }
}
