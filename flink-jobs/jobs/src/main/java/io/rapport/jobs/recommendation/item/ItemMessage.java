package io.rapport.jobs.recommendation.item;

import io.rapport.core.recommendation.neighbour.PairDelta;
import io.rapport.core.recommendation.visit.Visit;

/**
 * What an item's list of neighbours is told: one of the two is null. One type for both, so that
 * they travel one edge and keep their order.
 *
 * @param visit to be answered, and learned from
 * @param pair to be learned
 */
public record ItemMessage(Visit visit, PairDelta pair) {

  public static ItemMessage of(Visit visit) {
    return new ItemMessage(visit, null);
  }

  public static ItemMessage of(PairDelta pair) {
    return new ItemMessage(null, pair);
  }

  /** Whether what was learned is taken back. */
  public boolean retracts() {
    return visit != null ? visit.retracted() : pair.weight() < 0;
  }

  public String itemKey() {
    return visit != null ? visit.itemKey() : pair.itemKey();
  }
}
