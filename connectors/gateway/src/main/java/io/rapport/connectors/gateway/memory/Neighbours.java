package io.rapport.connectors.gateway.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.Neighbour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/** The neighbour list of each item as last published, in a cache bounded in bytes. */
public final class Neighbours {

  private static final int REASONS = 3;
  private static final int LIST_BYTES = 150;
  private static final int NEIGHBOUR_BYTES = 90;

  private static final Comparator<Sum> BEST_FIRST =
      Comparator.comparingDouble((Sum sum) -> -sum.score).thenComparing(sum -> sum.itemId);

  /**
   * An item to show.
   *
   * @param score higher is better
   * @param reasons the items that contributed, largest share first
   */
  public record Candidate(String itemId, double score, List<Share> reasons) {}

  /**
   * The contribution of an item to a score.
   *
   * @param share of the score, from 0 to 1
   */
  public record Share(String itemId, double share) {}

  private final Cache<SiteKey, ItemNeighbours> lists;
  private final double stepDecay;

  /**
   * @param stepDecay weight of the neighbours of an item relative to those of the item after it
   */
  public Neighbours(long maxBytes, double stepDecay) {
    this.stepDecay = stepDecay;
    this.lists =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(
                (SiteKey key, ItemNeighbours list) ->
                    (int) key.bytes() + LIST_BYTES + list.getNeighbours().size() * NEIGHBOUR_BYTES)
            .build();
  }

  public void put(ItemNeighbours list) {
    lists.put(new SiteKey(list.getSite(), list.getItemId()), list);
  }

  public void remove(SiteKey item) {
    lists.invalidate(item);
  }

  /** The item's list; null when there is none. */
  public ItemNeighbours get(SiteKey item) {
    return lists.getIfPresent(item);
  }

  /**
   * The items that go with items visited one after another: the scores of their neighbours are
   * summed, and an earlier item counts less with every step.
   *
   * <p>Scores are summed for all neighbours, some thousands at most; only items in the answer are
   * tested and explained.
   *
   * @param items newest last; the answer does not contain them
   * @param wanted whether the answer may contain an item
   */
  public List<Candidate> after(
      String site, List<String> items, int limit, Predicate<String> wanted) {
    Set<String> seen = new HashSet<>(items);
    Map<String, Sum> sums = new HashMap<>();
    double weight = 1;
    for (int i = items.size() - 1; i >= 0; i--) {
      ItemNeighbours list = get(new SiteKey(site, items.get(i)));
      if (list != null) {
        for (Neighbour neighbour : list.getNeighbours()) {
          if (!seen.contains(neighbour.getItemId())) {
            sums.computeIfAbsent(neighbour.getItemId(), Sum::new)
                .add(items.get(i), weight * neighbour.getScore());
          }
        }
      }
      weight *= stepDecay;
    }
    PriorityQueue<Sum> best = new PriorityQueue<>(Math.max(1, sums.size()), BEST_FIRST);
    best.addAll(sums.values());
    List<Candidate> found = new ArrayList<>();
    for (Sum sum = best.poll(); sum != null && found.size() < limit; sum = best.poll()) {
      if (wanted.test(sum.itemId)) {
        found.add(sum.explained());
      }
    }
    return found;
  }

  /** The score of an item, as a list of parts with the last one first. */
  private static final class Sum {

    private record Part(String itemId, double score, Part before) {}

    private final String itemId;
    private double score;
    private Part last;

    Sum(String itemId) {
      this.itemId = itemId;
    }

    void add(String from, double part) {
      score += part;
      last = new Part(from, part, last);
    }

    Candidate explained() {
      Map<String, Double> parts = new HashMap<>();
      for (Part part = last; part != null; part = part.before) {
        parts.merge(part.itemId, part.score, Double::sum);
      }
      List<Share> reasons =
          parts.entrySet().stream()
              .map(part -> new Share(part.getKey(), score > 0 ? part.getValue() / score : 0))
              .sorted(
                  Comparator.comparingDouble((Share s) -> -s.share()).thenComparing(Share::itemId))
              .limit(REASONS)
              .toList();
      return new Candidate(itemId, score, reasons);
    }
  }

  public long size() {
    return lists.estimatedSize();
  }

  /** Bytes held. */
  public long bytes() {
    return lists.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
