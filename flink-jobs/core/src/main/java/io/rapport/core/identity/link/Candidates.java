package io.rapport.core.identity.link;

import io.rapport.core.identity.weight.MatchWeights;
import it.unimi.dsi.fastutil.ints.Int2DoubleOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;

/**
 * Chooses the records to compare with one: those that share most keys with it, a key of few records
 * counting more than one of many.
 */
final class Candidates {

  /** Share of the best score below which a record is not worth a comparison. */
  private static final double LEAST = 0.15;

  private final BlockIndex index;
  private final int maxBucket;
  private final int maxCandidates;
  private final Int2DoubleOpenHashMap scores = new Int2DoubleOpenHashMap();
  private final IntArrayList order = new IntArrayList();

  Candidates(BlockIndex index, int maxBucket, int maxCandidates) {
    this.index = index;
    this.maxBucket = maxBucket;
    this.maxCandidates = maxCandidates;
  }

  /**
   * The most promising slots, best first; valid until the next call.
   *
   * @param self a slot that is left out; negative for none
   * @param records records in the index
   */
  IntArrayList of(long[] keys, int self, int records) {
    scores.clear();
    order.clear();
    for (long key : keys) {
      index.visit(
          key,
          maxBucket,
          (slot, size) -> {
            if (slot != self) {
              scores.addTo(slot, MatchWeights.log2(1 + (double) records / size));
            }
          });
    }
    order.addAll(scores.keySet());
    order.sort(
        (a, b) -> {
          int byScore = Double.compare(scores.get(b), scores.get(a));
          return byScore != 0 ? byScore : Integer.compare(a, b);
        });
    int chosen = Math.min(order.size(), maxCandidates);
    while (chosen > 1
        && scores.get(order.getInt(chosen - 1)) < LEAST * scores.get(order.getInt(0))) {
      chosen--;
    }
    order.size(chosen);
    return order;
  }
}
