package io.rapport.benchmarks;

import io.rapport.core.recommendation.ranking.RankedItem;
import java.util.ArrayList;
import java.util.List;

/**
 * How often the next item is among the first {@value #CUTOFF} recommended (HR@20), the mean of one
 * over its place (MRR@20), and the hit rate of each window of predictions on the way.
 */
final class HitRate {

  static final int CUTOFF = 20;

  private final int window;
  private final List<Double> curve = new ArrayList<>();
  private long predictions;
  private long hits;
  private long hitsBefore; // the window
  private double reciprocalRanks;

  /**
   * @param window predictions a point of the curve
   */
  HitRate(int window) {
    this.window = window;
  }

  void score(List<RankedItem> items, String next) {
    scoreIds(items.stream().map(RankedItem::itemId).toList(), next);
  }

  void scoreIds(List<String> items, String next) {
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

  long predictions() {
    return predictions;
  }

  double hitRate() {
    return predictions == 0 ? 0 : (double) hits / predictions;
  }

  double meanReciprocalRank() {
    return predictions == 0 ? 0 : reciprocalRanks / predictions;
  }

  /** Hit rate by window of predictions. */
  List<Double> curve() {
    return List.copyOf(curve);
  }

  int window() {
    return window;
  }
}
