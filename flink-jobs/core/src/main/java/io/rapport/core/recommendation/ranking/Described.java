package io.rapport.core.recommendation.ranking;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.blend.Features;
import io.rapport.core.recommendation.candidate.Candidates;

/**
 * The candidates that a learned blend ranks, with their features by place. The arrays belong to the
 * {@link Scorer} that made it and are valid until it scores or describes candidates again.
 *
 * @param rows of the candidates, by place; the first {@code size} count
 */
@SuppressWarnings("ArrayRecordComponent") // A view of scratch space; never compared.
record Described(Candidates candidates, int[] rows, int size, Features features) {

  /** The place of an item, or -1. */
  int place(String itemId) {
    int row = candidates.find(Hash64.of(itemId));
    for (int place = 0; row >= 0 && place < size; place++) {
      if (rows[place] == row) {
        return place;
      }
    }
    return -1;
  }
}
