package io.rapport.core.recommendation.ranking;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.BlendModel;
import io.rapport.core.recommendation.blend.Features;
import io.rapport.core.recommendation.blend.FixedBlend;
import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.candidate.Candidates;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.catalogue.ItemFacts;
import io.rapport.core.recommendation.catalogue.ItemKeys;
import io.rapport.core.recommendation.catalogue.PriceCode;
import io.rapport.core.recommendation.catalogue.TrendingItem;
import io.rapport.core.recommendation.rules.CompiledRules;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.stats.TopK;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranks the candidates of a session's items: by the site's learned blend or, as long as there is
 * none, by {@link FixedBlend}; with co-occurrence as the only source an item's score is the sum
 * over the session's items of {@code stepDecay^steps} times its similarity to them. Items that may
 * not be shown are left out; places left over are filled with trending items. Holds no state
 * between calls but its scratch space; not thread-safe.
 */
public final class Ranker {

  private static final int[] NOBODY = {};

  /** Candidates that caps and diversity choose from, for each place of the list. */
  private static final int CHOICE = 5;

  private final RankingSettings settings;
  private final BlendSettings blending;
  private final boolean trends;
  private final Candidates candidates;
  private final FixedBlend fixed;
  private final Features features; // of the candidates ranked, if described
  private final Features standardised; // scratch
  private final Explainer explainer;
  private final int[] rows; // of the candidates ranked
  private final double[] scores; // by place in rows
  private final long[] order; // scratch
  private final int newcomers;
  private final int[] best; // places in rows, best first
  private final ItemFacts facts = new ItemFacts();
  private Diversifier diversifier; // made when first needed
  private int ranked;
  private boolean described;

  public Ranker(RecommendationSettings all) {
    this.settings = all.ranking();
    this.blending = all.blend();
    this.trends = all.uses(CandidateSource.TRENDING);
    this.candidates = new Candidates(all);
    this.fixed = new FixedBlend(all);
    this.explainer = new Explainer(all.ranking(), candidates, fixed);
    int most = candidates.capacity();
    this.features = new Features(blending.learned() ? blending.maxCandidates() : 0);
    this.standardised = new Features(blending.learned() ? blending.maxCandidates() : 0);
    this.rows = new int[most];
    this.scores = new double[most];
    this.order = new long[most];
    boolean reads = all.uses(CandidateSource.CONTENT);
    this.newcomers = reads ? Math.min(settings.size(), all.content().newcomers()) : 0;
    this.best = new int[settings.size() * CHOICE];
  }

  /**
   * The recommendation for a visit whose own reply the shortlist already holds.
   *
   * @return best first, at most {@code size}; empty only when nothing is known at all
   */
  public List<RankedItem> rank(Visit visit, Shortlist shortlist, SiteKnowledge shelf) {
    score(visit, shortlist, shelf, false);
    return list(new ListRequest(visit, shortlist, shelf, CompiledRules.NONE, Double.NaN));
  }

  /**
   * Scores the candidates of a visit.
   *
   * @param fixedBlend whether the learned blend is not used
   */
  void score(Visit visit, Shortlist shortlist, SiteKnowledge shelf, boolean fixedBlend) {
    candidates.gather(visit, shortlist);
    BlendModel blend = blending.learned() && !fixedBlend ? shelf.blend(visit.site()) : null;
    if (blend == null) {
      takeAll();
    } else {
      describeBest(visit, shelf);
      standardised.copy(features);
      blend.score(standardised, scores);
    }
  }

  /** Goes on as if there were no candidates. */
  void forget() {
    candidates.clear();
    ranked = 0;
    described = false;
  }

  /**
   * A list of the candidates scored last.
   *
   * @return best first, at most {@code size}
   */
  List<RankedItem> list(ListRequest request) {
    Filter filter = new Filter(request);
    boolean chooses = request.chooses();
    int found = select(filter, chooses ? best.length : settings.size());
    int[] seated = newcomers(filter, found);
    int room = settings.size() - seated.length;
    List<RankedItem> items = new ArrayList<>(settings.size());
    if (chooses) {
      choose(request, filter, found, room, items);
    } else {
      for (int i = 0; i < Math.min(found, room); i++) {
        items.add(explain(rows[best[i]], scores[best[i]], filter));
      }
    }
    if (items.size() < room && trends) {
      String site = request.visit().site();
      String category = filter.category(filter.current);
      String segment = request.visit().segment();
      List<TrendingItem> alike =
          category == null ? List.of() : request.shelf().trending(ItemKeys.scope(site, category));
      List<TrendingItem> ours =
          segment == null
              ? List.of()
              : request.shelf().trending(ItemKeys.segmentScope(site, segment));
      // Half of what is free is the category's, so that a segment has its say on every page.
      int half = ours.isEmpty() ? room : (items.size() + room + 1) / 2;
      fill(items, filter, alike, half);
      fill(items, filter, ours, room);
      fill(items, filter, alike, room);
      fill(items, filter, request.shelf().trending(site), room);
    }
    for (int row : seated) {
      if (filter.appends(candidates.hash(row))) {
        double last = items.isEmpty() ? 1 : items.get(items.size() - 1).score();
        items.add(explain(row, Math.min(last, fixed.score(candidates, row)), filter));
      }
    }
    return items;
  }

  /** Rows of the newcomers most like what the visitor looks at that did not make the list. */
  private int[] newcomers(Filter filter, int found) {
    if (newcomers == 0 || !candidates.extras.anyNewcomer()) {
      return NOBODY;
    }
    return IntStream.range(0, candidates.size())
        .filter(row -> candidates.extras.newcomer(row) && !listed(row, found))
        .filter(row -> filter.passes(candidates.hash(row)))
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(row -> -candidates.extras.content(row))
                .thenComparing(candidates::hash))
        .limit(newcomers)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private boolean listed(int row, int found) {
    for (int i = 0; i < found; i++) {
      if (rows[best[i]] == row) {
        return true;
      }
    }
    return false;
  }

  private RankedItem explain(int row, double score, Filter filter) {
    return explainer.explain(row, score, filter.category(candidates.hash(row)));
  }

  private void choose(
      ListRequest request, Filter filter, int found, int room, List<RankedItem> items) {
    if (diversifier == null) {
      diversifier = new Diversifier(best.length + settings.size());
    }
    diversifier.begin(request.rules(), request.shelf().items().categories());
    for (int i = 0; i < found; i++) {
      filter.find(candidates.hash(rows[best[i]]));
      diversifier.add(scores[best[i]], facts);
    }
    int chosen = diversifier.choose(room, request.lambda());
    for (int i = 0; i < chosen; i++) {
      int place = best[diversifier.chosen(i)];
      items.add(explain(rows[place], scores[place], filter));
    }
  }

  /**
   * What a click says of the ranking after the visitor's click before it. To be asked before the
   * shortlist learns of the click.
   *
   * @return null when there is nothing to learn: the first click of a session, one that is not
   *     counted, or one on no candidate
   */
  public BlendExample example(Visit click, Shortlist shortlist, SiteKnowledge shelf) {
    if (!click.learned() || click.recent().isEmpty()) {
      return null;
    }
    Visit before = click.before();
    candidates.gather(before, shortlist);
    described = false;
    takeBest();
    int place = place(candidates.find(Hash64.of(click.itemId())));
    if (place < 0) {
      return null;
    }
    features.describe(candidates, rows, ranked, before, shelf.embeddings());
    return BlendExample.of(click, place, features);
  }

  /**
   * The recommendation just ranked with the features of its items, to be joined with what is done
   * with it. To be asked before anything else is ranked.
   */
  public LoggedRecommendation log(Visit visit, Recommended answer, SiteKnowledge shelf) {
    if (!described) {
      describeBest(visit, shelf);
    }
    Features shown = new Features(answer.items().size());
    shown.resize(answer.items().size());
    shown.width(features.width());
    List<String> ids = new ArrayList<>();
    for (RankedItem item : answer.items()) {
      int place = place(candidates.find(Hash64.of(item.itemId())));
      for (int f = 0; f < shown.width(); f++) {
        shown.column(f)[ids.size()] = place < 0 ? 0 : features.column(f)[place];
      }
      ids.add(place < 0 ? "" : item.itemId());
    }
    return new LoggedRecommendation(
        answer.site(),
        answer.visitorId(),
        answer.recommendationId(),
        answer.eventTime(),
        ids,
        BlendExample.pack(shown));
  }

  /** Where a row stands among those ranked, or -1. */
  private int place(int row) {
    for (int place = 0; row >= 0 && place < ranked; place++) {
      if (rows[place] == row) {
        return place;
      }
    }
    return -1;
  }

  /** Whether a click is of the share that is learned from; the same for the same event. */
  public boolean teaches(Visit click) {
    return blending.learned() && Hash64.share(click.eventId()) < blending.exampleShare();
  }

  private void takeAll() {
    described = false;
    ranked = candidates.size();
    for (int row = 0; row < ranked; row++) {
      rows[row] = row;
      scores[row] = fixed.score(candidates, row);
    }
  }

  private void describeBest(Visit visit, SiteKnowledge shelf) {
    takeBest();
    features.describe(candidates, rows, ranked, visit, shelf.embeddings());
    described = true;
  }

  /** Takes the best by the fixed blend and whatever the visitor touched before. */
  private void takeBest() {
    ranked = candidates.size();
    if (ranked <= blending.maxCandidates()) {
      for (int row = 0; row < ranked; row++) {
        rows[row] = row;
      }
      return;
    }
    for (int row = 0; row < ranked; row++) {
      boolean visited =
          candidates.value(row, Candidates.TIMES) > 0
              || candidates.value(row, Candidates.TOUCHED) > 0;
      float score = (float) fixed.score(candidates, row) + (visited ? 10 : 0);
      order[row] = ((long) Float.floatToIntBits(score) << 32) | row;
    }
    int most = blending.maxCandidates();
    TopK.first(order, ranked, most);
    for (int i = 0; i < most; i++) {
      rows[i] = (int) order[i];
    }
    ranked = most;
  }

  /** Puts the places of the best that pass into {@code best}; returns how many. */
  private int select(Filter filter, int most) {
    int found = 0;
    for (int place = 0; place < ranked; place++) {
      boolean enters = found < most || before(place, best[found - 1]);
      if (enters && filter.passes(candidates.hash(rows[place]))) {
        int at = found < most ? found++ : found - 1;
        while (at > 0 && before(place, best[at - 1])) {
          best[at] = best[at - 1];
          at--;
        }
        best[at] = place;
      }
    }
    return found;
  }

  /** Whether one place ranks before another; equal scores are ordered by hash. */
  private boolean before(int i, int j) {
    return scores[i] > scores[j]
        || (scores[i] == scores[j] && candidates.hash(rows[i]) < candidates.hash(rows[j]));
  }

  /** Trending items rank below all others, in their own order. */
  private void fill(List<RankedItem> items, Filter filter, List<TrendingItem> trending, int room) {
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
      boolean fresh = candidates.find(hash) < 0 && !holds(items, item.itemId());
      if (fresh && filter.passes(hash) && filter.appends(hash)) {
        items.add(
            new RankedItem(
                item.itemId(),
                floor * (item.weight() / top),
                CandidateSource.TRENDING,
                List.of(new Reason(null, CandidateSource.TRENDING, 1)),
                filter.category(hash)));
      }
    }
  }

  private static boolean holds(List<RankedItem> items, String itemId) {
    for (RankedItem item : items) {
      if (item.itemId().equals(itemId)) {
        return true;
      }
    }
    return false;
  }

  /** Which items may be shown to this visitor now. */
  private final class Filter {

    private final ListRequest request;
    private final CompiledRules rules;
    private final Shortlist shortlist;
    private final SiteKnowledge shelf;
    private final SeenFilter seenFilter;
    private final long site;
    private final long current;
    private final boolean asks;
    private final int price; // of the item looked at

    Filter(ListRequest request) {
      this.request = request;
      this.rules = request.rules();
      this.shortlist = request.shortlist();
      this.shelf = request.shelf();
      this.seenFilter = rules.seenFilter != null ? rules.seenFilter : settings.seenFilter();
      this.site = Hash64.of(request.visit().site());
      this.current = Hash64.of(request.visit().itemId());
      this.asks = rules.asksForFacts(request.muted());
      this.price = asks && find(current) ? facts.price : PriceCode.UNKNOWN;
    }

    boolean passes(long item) {
      boolean wanted =
          switch (seenFilter) {
            case NONE -> true;
            case CURRENT -> item != current;
            case ALL -> !shortlist.seen(item);
          };
      return wanted
          && !shortlist.bought(item)
          && shelf.available(ItemKeys.key(site, item))
          && !rules.blocks(item)
          && (!asks || admits(item));
    }

    private boolean admits(long item) {
      find(item);
      return rules.admits(facts, price, request.muted(), shelf.items().categories());
    }

    /** Fills the facts. */
    boolean find(long item) {
      return shelf.items().find(ItemKeys.key(site, item), facts);
    }

    /** Whether the caps let a trending item in; it then counts. */
    boolean appends(long item) {
      if (!rules.caps()) {
        return true;
      }
      find(item);
      return diversifier.append(facts);
    }

    String category(long item) {
      return find(item) ? shelf.items().categories().name(facts.category) : null;
    }
  }
}
