package io.rapport.core.recommendation;

import io.rapport.core.state.PackedReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Ranks what the neighbours of a session's items hold: an item's score is the sum over the
 * session's items of {@code stepDecay^steps} times its score as their neighbour. Items that may not
 * be shown are left out; places left over are filled with trending items. Holds no state between
 * calls but its scratch space; not thread-safe.
 */
public final class Ranker {

  private final RankingSettings settings;
  private final CandidateTable candidates;
  private final int[] best; // rows of the table, best first

  public Ranker(RecommendationSettings settings) {
    this.settings = settings.ranking();
    int most = this.settings.cachedReplies() * settings.counting().replySize();
    this.candidates = new CandidateTable(most, this.settings.cachedReplies());
    this.best = new int[this.settings.size()];
  }

  /**
   * The recommendation for a visit whose own neighbours the shortlist already holds.
   *
   * @return best first, at most {@code size}; empty only when nothing is known at all
   */
  public List<RankedItem> rank(Visit visit, Shortlist shortlist, Shelf shelf) {
    List<String> contexts = gather(visit, shortlist);
    Filter filter = new Filter(visit, shortlist, shelf);
    int found = select(filter);
    List<RankedItem> ranked = new ArrayList<>(settings.size());
    for (int i = 0; i < found; i++) {
      ranked.add(explained(best[i], contexts));
    }
    if (found < settings.size()) {
      fill(ranked, filter, shelf.trending(visit.site()));
    }
    return ranked;
  }

  /** Sums up the candidates; returns the session's items that contributed, by column. */
  private List<String> gather(Visit visit, Shortlist shortlist) {
    candidates.clear();
    List<String> contexts = new ArrayList<>(settings.cachedReplies());
    List<Double> weights = new ArrayList<>(settings.cachedReplies());
    weigh(visit.itemId(), 1, contexts, weights);
    double weight = 1;
    for (String item : visit.recent()) {
      weight *= settings.stepDecay();
      weigh(item, weight, contexts, weights);
    }
    for (int i = 0; i < contexts.size(); i++) {
      byte[] neighbours = shortlist.neighbours(ItemHash.of(contexts.get(i)));
      if (neighbours != null) {
        candidates.add(neighbours, weights.get(i), i);
      }
    }
    return contexts;
  }

  /** An item that occurs twice in a session counts twice. */
  private void weigh(String item, double weight, List<String> contexts, List<Double> weights) {
    int at = contexts.indexOf(item);
    if (at >= 0) {
      weights.set(at, weights.get(at) + weight);
    } else if (contexts.size() < settings.cachedReplies()) {
      contexts.add(item);
      weights.add(weight);
    }
  }

  /** Puts the best rows that pass into {@code best}; returns how many. */
  private int select(Filter filter) {
    int found = 0;
    for (int row = 0; row < candidates.size(); row++) {
      boolean enters = found < best.length || candidates.before(row, best[found - 1]);
      if (enters && filter.passes(candidates.hash(row))) {
        int at = found < best.length ? found++ : found - 1;
        while (at > 0 && candidates.before(row, best[at - 1])) {
          best[at] = best[at - 1];
          at--;
        }
        best[at] = row;
      }
    }
    return found;
  }

  private RankedItem explained(int row, List<String> contexts) {
    double score = candidates.score(row);
    List<Reason> reasons = new ArrayList<>(contexts.size());
    for (int i = 0; i < contexts.size(); i++) {
      double part = candidates.part(row, i);
      if (part > 0) {
        reasons.add(new Reason(contexts.get(i), CandidateSource.CO_OCCURRENCE, part / score));
      }
    }
    reasons.sort(Comparator.comparingDouble(Reason::share).reversed());
    if (reasons.size() > settings.reasons()) {
      reasons.subList(settings.reasons(), reasons.size()).clear();
    }
    return new RankedItem(
        candidates.id(row), score, CandidateSource.CO_OCCURRENCE, List.copyOf(reasons));
  }

  /** Trending items rank below all others, in their own order. */
  private void fill(List<RankedItem> ranked, Filter filter, List<TrendingItem> trending) {
    if (trending.isEmpty()) {
      return;
    }
    double top = trending.get(0).weight();
    double floor = ranked.isEmpty() ? 1 : ranked.get(ranked.size() - 1).score();
    for (TrendingItem item : trending) {
      if (ranked.size() == settings.size()) {
        return;
      }
      long hash = ItemHash.of(item.itemId());
      if (candidates.find(hash) < 0 && filter.passes(hash)) {
        ranked.add(
            new RankedItem(
                item.itemId(),
                floor * item.weight() / top,
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

  /** The candidates of one recommendation: an open-addressing table of hash, score and parts. */
  private static final class CandidateTable {

    private final int columns;
    private final int[] slots; // row + 1, or 0
    private final long[] hashes;
    private final double[] scores;
    private final double[] parts;
    private final byte[][] sources;
    private final int[] positions;
    private int size;

    CandidateTable(int rows, int columns) {
      this.columns = columns;
      this.slots = new int[Integer.highestOneBit(Math.max(8, rows)) * 4];
      this.hashes = new long[rows];
      this.scores = new double[rows];
      this.parts = new double[rows * columns];
      this.sources = new byte[rows][];
      this.positions = new int[rows];
    }

    void clear() {
      for (int row = 0; row < size; row++) {
        sources[row] = null;
      }
      Arrays.fill(slots, 0);
      Arrays.fill(parts, 0, size * columns, 0);
      size = 0;
    }

    int size() {
      return size;
    }

    void add(byte[] neighbours, double weight, int column) {
      PackedReader in = new PackedReader(neighbours);
      for (int i = in.readVarint(); i > 0; i--) {
        double part = weight * in.readFloat();
        int position = in.position();
        int length = in.readVarint();
        long hash = ItemHash.of(neighbours, in.position(), length);
        in.skip(length);
        int row = rowOf(hash, neighbours, position);
        if (row >= 0) {
          scores[row] += part;
          parts[row * columns + column] += part;
        }
      }
    }

    private int rowOf(long hash, byte[] source, int position) {
      int slot = slot(hash);
      if (slots[slot] != 0) {
        return slots[slot] - 1;
      }
      if (size == hashes.length) {
        // Only for replies kept from before the settings were lowered.
        return -1;
      }
      slots[slot] = size + 1;
      hashes[size] = hash;
      scores[size] = 0;
      sources[size] = source;
      positions[size] = position;
      return size++;
    }

    int find(long hash) {
      return slots[slot(hash)] - 1;
    }

    private int slot(long hash) {
      int slot = (int) hash & (slots.length - 1);
      while (slots[slot] != 0 && hashes[slots[slot] - 1] != hash) {
        slot = (slot + 1) & (slots.length - 1);
      }
      return slot;
    }

    /** Whether row i ranks before row j; equal scores are ordered by hash. */
    boolean before(int i, int j) {
      return scores[i] > scores[j] || (scores[i] == scores[j] && hashes[i] < hashes[j]);
    }

    long hash(int row) {
      return hashes[row];
    }

    double score(int row) {
      return scores[row];
    }

    double part(int row, int column) {
      return parts[row * columns + column];
    }

    String id(int row) {
      PackedReader in = new PackedReader(sources[row]);
      in.skip(positions[row]);
      int length = in.readVarint();
      return new String(sources[row], in.position(), length, StandardCharsets.UTF_8);
    }
  }
}
