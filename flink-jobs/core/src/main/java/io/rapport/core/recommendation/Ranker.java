package io.rapport.core.recommendation;

import java.util.ArrayList;
import java.util.Arrays;
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

  private final RankingSettings settings;
  private final BlendSettings blending;
  private final boolean trends;
  private final Candidates candidates;
  private final FixedBlend fixed;
  private final Features features;
  private final Explainer explainer;
  private final int[] rows; // of the candidates ranked
  private final double[] scores; // by place in rows
  private final int newcomers;
  private final int[] best; // places in rows, best first
  private int ranked;

  public Ranker(RecommendationSettings all) {
    this.settings = all.ranking();
    this.blending = all.blend();
    this.trends = all.uses(CandidateSource.TRENDING);
    this.candidates = new Candidates(all);
    this.fixed = new FixedBlend(all);
    this.explainer = new Explainer(all.ranking(), candidates, fixed);
    int most = candidates.capacity();
    this.features = new Features(blending.learned() ? blending.maxCandidates() : 0);
    this.rows = new int[most];
    this.scores = new double[most];
    this.best = new int[settings.size()];
    boolean reads = all.uses(CandidateSource.CONTENT);
    this.newcomers = reads ? Math.min(settings.size(), all.content().newcomers()) : 0;
  }

  /**
   * The recommendation for a visit whose own reply the shortlist already holds.
   *
   * @return best first, at most {@code size}; empty only when nothing is known at all
   */
  public List<RankedItem> rank(Visit visit, Shortlist shortlist, Shelf shelf) {
    candidates.gather(visit, shortlist);
    BlendModel blend = blending.learned() ? shelf.blend(visit.site()) : null;
    if (blend == null) {
      takeAll();
    } else {
      takeBest();
      features.describe(candidates, rows, ranked, visit);
      blend.score(features, scores);
    }
    Filter filter = new Filter(visit, shortlist, shelf);
    int found = select(filter);
    int[] seated = newcomers(filter, found);
    int room = settings.size() - seated.length;
    List<RankedItem> items = new ArrayList<>(settings.size());
    for (int i = 0; i < Math.min(found, room); i++) {
      items.add(explainer.explain(rows[best[i]], scores[best[i]]));
    }
    if (items.size() < room && trends) {
      fill(items, filter, shelf.trending(visit.site()), room);
    }
    for (int row : seated) {
      double last = items.isEmpty() ? 1 : items.get(items.size() - 1).score();
      items.add(explainer.explain(row, Math.min(last, fixed.score(candidates, row))));
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

  /**
   * What a click says of the ranking after the visitor's click before it. To be asked before the
   * shortlist learns of the click.
   *
   * @return null when there is nothing to learn: the first click of a session, one that is not
   *     counted, or one on no candidate
   */
  public BlendExample example(Visit click, Shortlist shortlist) {
    if (!click.learned() || click.recent().isEmpty()) {
      return null;
    }
    Visit before = click.before();
    candidates.gather(before, shortlist);
    takeBest();
    int place = place(candidates.find(ItemHash.of(click.itemId())));
    if (place < 0) {
      return null;
    }
    features.describe(candidates, rows, ranked, before);
    return BlendExample.of(click, place, features);
  }

  /**
   * The recommendation just ranked with the features of its items, to be joined with what is done
   * with it. To be asked before anything else is ranked.
   */
  public LoggedList log(Visit visit, Recommended answer) {
    takeBest();
    features.describe(candidates, rows, ranked, visit);
    Features shown = new Features(answer.items().size());
    shown.resize(answer.items().size());
    shown.width(features.width());
    List<String> ids = new ArrayList<>();
    for (RankedItem item : answer.items()) {
      int place = place(candidates.find(ItemHash.of(item.itemId())));
      for (int f = 0; f < shown.width(); f++) {
        shown.column(f)[ids.size()] = place < 0 ? 0 : features.column(f)[place];
      }
      ids.add(place < 0 ? "" : item.itemId());
    }
    return new LoggedList(
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
    double share = (ItemHash.of(click.eventId()) >>> 11) * 0x1p-53;
    return blending.learned() && share < blending.exampleShare();
  }

  private void takeAll() {
    ranked = candidates.size();
    for (int row = 0; row < ranked; row++) {
      rows[row] = row;
      scores[row] = fixed.score(candidates, row);
    }
  }

  /** Takes the best by the fixed blend and whatever the visitor looked at before. */
  private void takeBest() {
    ranked = candidates.size();
    if (ranked <= blending.maxCandidates()) {
      for (int row = 0; row < ranked; row++) {
        rows[row] = row;
      }
      return;
    }
    long[] order = new long[ranked];
    for (int row = 0; row < ranked; row++) {
      float score = (float) fixed.score(candidates, row) + (candidates.times[row] > 0 ? 10 : 0);
      order[row] = ((long) Float.floatToIntBits(score) << 32) | row;
    }
    Arrays.sort(order);
    int most = blending.maxCandidates();
    for (int i = 0; i < most; i++) {
      rows[i] = (int) order[ranked - 1 - i];
    }
    ranked = most;
  }

  /** Puts the places of the best that pass into {@code best}; returns how many. */
  private int select(Filter filter) {
    int found = 0;
    for (int place = 0; place < ranked; place++) {
      boolean enters = found < best.length || before(place, best[found - 1]);
      if (enters && filter.passes(candidates.hash(rows[place]))) {
        int at = found < best.length ? found++ : found - 1;
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
      long hash = ItemHash.of(item.itemId());
      if (candidates.find(hash) < 0 && filter.passes(hash)) {
        items.add(
            new RankedItem(
                item.itemId(),
                floor * (item.weight() / top),
                CandidateSource.TRENDING,
                List.of(new Reason(null, CandidateSource.TRENDING, 1))));
      }
    }
  }

  /** Which items may be shown to this visitor now. */
  private final class Filter {

    private final Shortlist shortlist;
    private final Shelf shelf;
    private final long site;
    private final long current;

    Filter(Visit visit, Shortlist shortlist, Shelf shelf) {
      this.shortlist = shortlist;
      this.shelf = shelf;
      this.site = ItemHash.of(visit.site());
      this.current = ItemHash.of(visit.itemId());
    }

    boolean passes(long item) {
      boolean wanted =
          switch (settings.seenFilter()) {
            case NONE -> true;
            case CURRENT -> item != current;
            case ALL -> !shortlist.seen(item);
          };
      return wanted && !shortlist.bought(item) && shelf.available(Shelf.key(site, item));
    }
  }

  /** Says why an item is recommended: whose neighbour it is, and by which source. */
  private static final class Explainer {

    private static final CandidateSource[] SOURCES = CandidateSource.values();

    private final RankingSettings settings;
    private final Candidates candidates;
    private final FixedBlend fixed;

    Explainer(RankingSettings settings, Candidates candidates, FixedBlend fixed) {
      this.settings = settings;
      this.candidates = candidates;
      this.fixed = fixed;
    }

    /**
     * The shares are those of the evidence: of the sources' scores, each scaled to its greatest.
     */
    RankedItem explain(int row, double score) {
      List<String> contexts = candidates.contexts();
      List<Reason> parts = new ArrayList<>(2 * contexts.size());
      for (int i = 0; i < contexts.size(); i++) {
        String context = contexts.get(i);
        double co = fixed.similarityPart(candidates, row, i);
        add(parts, context, CandidateSource.CO_OCCURRENCE, co);
        double near = fixed.nearPart(candidates, row, i);
        add(parts, context, CandidateSource.SESSION_NEIGHBOURS, near);
        if (candidates.extras.any()) {
          double content = fixed.contentPart(candidates, row, i);
          add(parts, context, CandidateSource.CONTENT, content);
          double bought = fixed.boughtPart(candidates, row, i);
          add(parts, context, CandidateSource.BOUGHT_TOGETHER, bought);
        }
      }
      String id = candidates.id(row);
      if (parts.isEmpty()) {
        Reason revisit = new Reason(id, CandidateSource.REVISIT, 1);
        return new RankedItem(id, score, CandidateSource.REVISIT, List.of(revisit));
      }
      double sum = 0;
      for (Reason part : parts) {
        sum += part.share();
      }
      return new RankedItem(id, score, greatest(parts), strongest(parts, sum));
    }

    /** The source that contributed most; of equal ones the first. */
    private static CandidateSource greatest(List<Reason> parts) {
      CandidateSource greatest = null;
      double most = 0;
      for (CandidateSource source : SOURCES) {
        double sum = 0;
        for (Reason part : parts) {
          sum += part.source() == source ? part.share() : 0;
        }
        if (sum > most) {
          most = sum;
          greatest = source;
        }
      }
      return greatest;
    }

    private static void add(List<Reason> parts, String item, CandidateSource source, double part) {
      if (part > 0) {
        parts.add(new Reason(item, source, part));
      }
    }

    private List<Reason> strongest(List<Reason> parts, double sum) {
      return parts.stream()
          .sorted(Comparator.comparingDouble(Reason::share).reversed())
          .limit(settings.reasons())
          .map(part -> new Reason(part.itemId(), part.source(), part.share() / sum))
          .toList();
    }
  }
}
