package io.rapport.jobs.recommendation.item;

import static java.util.Objects.requireNonNull;

import io.rapport.core.recommendation.neighbour.PairDelta;
import io.rapport.core.recommendation.visit.Visit;

/**
 * A message to an item's list of neighbours, of one {@link Kind}. The component of the other kind
 * is null. Both kinds share one type, so that they share one edge and keep their order.
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

  /** The kind, by the component that is not null. */
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

  /** Whether the message retracts what was learned. */
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
