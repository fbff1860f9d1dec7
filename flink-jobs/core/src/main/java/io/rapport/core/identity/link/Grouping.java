package io.rapport.core.identity.link;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups a few records by the weights of their pairs: of all groups, the two that resemble each
 * other most are merged, as long as their likeness is enough (agglomerative clustering).
 */
final class Grouping {

  /** The likeness of two groups, from the mean and the greatest weight of the pairs across. */
  interface Linkage {
    double joint(double mean, double best);
  }

  private Grouping() {}

  /**
   * The groups, each a list of ascending indices; ordered by their first.
   *
   * @param weights symmetric
   * @param enough likeness from which two groups are one
   */
  static List<List<Integer>> of(double[][] weights, double enough, Linkage linkage) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      groups.add(new ArrayList<>(List.of(i)));
    }
    while (true) {
      int left = -1;
      int right = -1;
      double most = enough;
      for (int a = 0; a < groups.size(); a++) {
        for (int b = a + 1; b < groups.size(); b++) {
          double likeness = likeness(groups.get(a), groups.get(b), weights, linkage);
          if (likeness > most || (likeness == most && left < 0)) {
            most = likeness;
            left = a;
            right = b;
          }
        }
      }
      if (left < 0) {
        return groups;
      }
      groups.get(left).addAll(groups.remove(right));
      groups.get(left).sort(null);
    }
  }

  private static double likeness(
      List<Integer> left, List<Integer> right, double[][] weights, Linkage linkage) {
    double sum = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int a : left) {
      for (int b : right) {
        sum += weights[a][b];
        best = Math.max(best, weights[a][b]);
      }
    }
    return linkage.joint(sum / (left.size() * right.size()), best);
  }
}
