package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.catalogue.ItemFacts;
import io.rapport.core.recommendation.catalogue.NameTable;
import io.rapport.core.recommendation.rules.CompiledRules;

/**
 * Selects a list from a longer list of candidates, by maximal marginal relevance within caps
 * (Carbonell and Goldstein, SIGIR 1998): it repeatedly takes the candidate with the greatest {@code
 * lambda * relevance - (1 - lambda) * greatest similarity to an item already chosen}, of equal ones
 * the first. Relevance is the score scaled to 0..1 over the candidates. With lambda 1 the order
 * stays. Made for each list.
 */
final class Diversifier {

  private static final int[] NO_PATH = {};

  private final double[] relevance;
  private final double[] nearest; // greatest similarity to a chosen one
  private final int[][] paths;
  private final int[] categories;
  private final int[] brands;
  private final int[] prices;
  private final boolean[] used;
  private final int[] chosen; // places of candidates in the order chosen
  private final CompiledRules rules;
  private final NameTable names;
  private int size;
  private int count;

  /**
   * An empty list.
   *
   * @param most largest number of candidates
   * @param rules with the caps
   * @param names of the categories
   */
  Diversifier(int most, CompiledRules rules, NameTable names) {
    this.rules = rules;
    this.names = names;
    relevance = new double[most];
    nearest = new double[most];
    paths = new int[most][];
    categories = new int[most];
    brands = new int[most];
    prices = new int[most];
    used = new boolean[most];
    chosen = new int[most];
  }

  /** Adds a candidate; call in the order of the ranking, best first. */
  void add(double score, ItemFacts facts) {
    relevance[size] = score;
    categories[size] = facts.category;
    brands[size] = facts.brand;
    prices[size] = facts.price;
    paths[size] = facts.category == NameTable.NONE ? NO_PATH : names.path(facts.category);
    size++;
  }

  /**
   * Chooses at most {@code wanted} of the candidates added.
   *
   * @return the number chosen; {@link #chosen} gives them
   */
  int choose(int wanted, double lambda) {
    scale();
    while (count < wanted) {
      int best = -1;
      double bestValue = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < size; i++) {
        double value = lambda * relevance[i] - (1 - lambda) * nearest[i];
        if (!used[i] && value > bestValue && withinCaps(categories[i], brands[i])) {
          best = i;
          bestValue = value;
        }
      }
      if (best < 0) {
        break;
      }
      take(best, lambda);
    }
    return count;
  }

  /** The place, in the order added, of the {@code n}th candidate chosen, from 0. */
  int chosen(int n) {
    return chosen[n];
  }

  /** Appends an item from another source if the caps admit it. */
  boolean append(ItemFacts facts) {
    if (!withinCaps(facts.category, facts.brand)) {
      return false;
    }
    add(0, facts);
    used[size - 1] = true;
    chosen[count++] = size - 1;
    return true;
  }

  private void scale() {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      least = Math.min(least, relevance[i]);
      greatest = Math.max(greatest, relevance[i]);
    }
    for (int i = 0; i < size; i++) {
      relevance[i] = greatest > least ? (relevance[i] - least) / (greatest - least) : 1;
    }
  }

  private void take(int place, double lambda) {
    used[place] = true;
    chosen[count++] = place;
    if (lambda == 1) {
      return;
    }
    for (int i = 0; i < size; i++) {
      if (!used[i]) {
        double similarity =
            ItemSimilarity.of(
                paths[i], brands[i], prices[i], paths[place], brands[place], prices[place]);
        nearest[i] = Math.max(nearest[i], similarity);
      }
    }
  }

  private boolean withinCaps(int category, int brand) {
    return !full(categories, category, rules.categoryCap) && !full(brands, brand, rules.brandCap);
  }

  /** Whether a cap is reached. An unknown category or brand has no cap. */
  private boolean full(int[] column, int id, int cap) {
    if (cap == 0 || id == NameTable.NONE) {
      return false;
    }
    int same = 0;
    for (int i = 0; i < count; i++) {
      same += column[chosen[i]] == id ? 1 : 0;
    }
    return same >= cap;
  }
}
