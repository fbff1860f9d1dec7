package io.rapport.core.recommendation.catalogue;

import java.util.Arrays;

/** The number of a site's items by {@link Popularity} level. Not thread-safe. */
public final class PopularityLevels {

  private static final double LN2 = Math.log(2);

  private final int[] items;

  public PopularityLevels() {
    this(new int[Popularity.LEVELS]);
  }

  public PopularityLevels(int[] items) {
    this.items = Arrays.copyOf(items, Popularity.LEVELS);
  }

  /** Moves one item between levels; a negative level stands for none. */
  public void move(int from, int to) {
    if (from >= 0) {
      items[from]--;
    }
    if (to >= 0) {
      items[to]++;
    }
  }

  int[] items() {
    return items.clone();
  }

  /** The number of the site's items. */
  public int total() {
    return Arrays.stream(items).sum();
  }

  /**
   * The popularity decile of the items of a level: 1 is the least visited tenth of the items, 10
   * the most visited. All items of a level share the decile of their middle.
   */
  public int decile(int level) {
    int below = 0;
    for (int i = 0; i < level; i++) {
      below += items[i];
    }
    double middle = below + items[level] / 2.0;
    int total = Math.max(1, total());
    return Math.max(1, Math.min(10, 1 + (int) (10 * middle / total)));
  }

  /**
   * The novelty of an item of a level in bits: the negative binary logarithm of its share of all
   * visits, where each level counts as the visits it stands for.
   */
  public double novelty(int level) {
    double visits = 0;
    for (int i = 0; i < items.length; i++) {
      visits += items[i] * Popularity.visits(i);
    }
    return Math.log(Math.max(visits, Popularity.visits(level)) / Popularity.visits(level)) / LN2;
  }
}
