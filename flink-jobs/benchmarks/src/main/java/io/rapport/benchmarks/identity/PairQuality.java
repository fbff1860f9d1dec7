package io.rapport.benchmarks.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of pairs within clusters: found, true, and both. Pairs of a cluster of n are n(n-1)/2.
 *
 * @param found pairs within the clusters found
 * @param truth pairs within the true clusters
 * @param both pairs within both
 */
record PairQuality(long found, long truth, long both) {

  /**
   * Compares two clusterings of the same records.
   *
   * @param found cluster of each record
   * @param truth true cluster of each; null where it is not known: the record is left out
   */
  static PairQuality of(List<Long> found, List<String> truth) {
    Map<Long, Integer> clusters = new HashMap<>();
    Map<String, Integer> entities = new HashMap<>();
    Map<List<Object>, Integer> cells = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      if (truth.get(i) != null) {
        clusters.merge(found.get(i), 1, Integer::sum);
        entities.merge(truth.get(i), 1, Integer::sum);
        List<Object> cell = new ArrayList<>();
        cell.add(found.get(i));
        cell.add(truth.get(i));
        cells.merge(cell, 1, Integer::sum);
      }
    }
    return new PairQuality(
        pairs(clusters.values()), pairs(entities.values()), pairs(cells.values()));
  }

  double precision() {
    return found == 0 ? 1 : (double) both / found;
  }

  double recall() {
    return truth == 0 ? 1 : (double) both / truth;
  }

  double f1() {
    return found + truth == 0 ? 1 : 2.0 * both / (found + truth);
  }

  private static long pairs(Collection<Integer> sizes) {
    return sizes.stream().mapToLong(size -> (long) size * (size - 1) / 2).sum();
  }
}
