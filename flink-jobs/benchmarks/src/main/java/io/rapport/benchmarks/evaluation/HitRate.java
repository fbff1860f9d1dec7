package io.rapport.benchmarks.evaluation;

import io.rapport.core.recommendation.ranking.RankedItem;
import java.util.ArrayList;
import java.util.List;

/**
 * The share of predictions that have the next item among the first {@value #CUTOFF} (HR@20), the
 * mean of one over its rank (MRR@20), and the hit rate of each window of predictions on the way.
 */
public final class HitRate {

  public static final int CUTOFF = 20;

  private final int window;
  private final List<Double> curve = new ArrayList<>();
  private long predictions;
  private long hits;
  private long hitsBefore; // the window
  private double reciprocalRanks;

  /**
   * @param window predictions a point of the curve
   */
  public HitRate(int window) {
    this.window = window;
  }

  public void score(List<RankedItem> items, String next) {
    scoreIds(items.stream().map(RankedItem::itemId).toList(), next);
  }

  public void scoreIds(List<String> items, String next) {
    predictions++;
    for (int i = 0; i < Math.min(CUTOFF, items.size()); i++) {
      if (items.get(i).equals(next)) {
        hits++;
        reciprocalRanks += 1.0 / (i + 1);
        break;
      }
    }
    if (predictions % window == 0) {
      curve.add((double) (hits - hitsBefore) / window);
      hitsBefore = hits;
    }
  }

  public long predictions() {
    return predictions;
  }

  public double hitRate() {
    return predictions == 0 ? 0 : (double) hits / predictions;
  }

  public double meanReciprocalRank() {
    return predictions == 0 ? 0 : reciprocalRanks / predictions;
  }

  /** The hit rate of each window of predictions. */
  public List<Double> curve() {
    return List.copyOf(curve);
  }

  public int window() {
    return window;
  }
}
