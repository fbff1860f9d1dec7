package io.rapport.jobs.recommendation.item;

import static java.util.Objects.requireNonNull;

import io.rapport.core.recommendation.neighbour.PairDelta;
import io.rapport.core.recommendation.visit.Visit;

/**
 * A message to an item's list of neighbours, of one {@link Kind}; the component of the other is
 * absent. One type for both, so that they travel one edge and keep their order.
 *
 * @param visit to be answered, and learned from
 * @param pair to be learned
 */
public record ItemMessage(Visit visit, PairDelta pair) {

  /** The kinds of messages. */
  public enum Kind {
    /** A visit of the item. */
    VISIT,
    /** A pair of the item with a later one. */
    PAIR
  }

  public static ItemMessage of(Visit visit) {
    return new ItemMessage(visit, null);
  }

  public static ItemMessage of(PairDelta pair) {
    return new ItemMessage(null, pair);
  }

  /** The kind, by which component is there. */
  public Kind kind() {
    return visit != null ? Kind.VISIT : Kind.PAIR;
  }

  @Override
  public Visit visit() {
    return requireNonNull(visit, "not a visit");
  }

  @Override
  public PairDelta pair() {
    return requireNonNull(pair, "not a pair");
  }

  /** Whether what was learned is taken back. */
  public boolean retracts() {
    return switch (kind()) {
      case VISIT -> visit.retracted();
      case PAIR -> pair.weight() < 0;
    };
  }

  public String itemKey() {
    return switch (kind()) {
      case VISIT -> visit.itemKey();
      case PAIR -> pair.itemKey();
    };
  }
}
