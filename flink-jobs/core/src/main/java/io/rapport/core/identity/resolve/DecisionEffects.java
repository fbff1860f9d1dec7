package io.rapport.core.identity.resolve;

import io.rapport.core.identity.graph.Edge;
import io.rapport.core.identity.link.Linker;

/**
 * Applies decisions to links and persons, and takes back those that give way to newer ones or have
 * not been needed for the retention.
 */
final class DecisionEffects {

  private final long retention;
  private final Linker linker;
  private final Nodes nodes;
  private final Registry.Touched touched;
  private final Decisions decisions;
  private final PersonGraph persons;
  private final ResolverParts parts;
  private long evicted;

  DecisionEffects(
      ResolverSettings settings,
      Registry registry,
      Decisions decisions,
      PersonGraph persons,
      ResolverParts parts) {
    this.retention = settings.retention();
    this.linker = registry.linker();
    this.nodes = registry.nodes();
    this.touched = registry.touched();
    this.decisions = decisions;
    this.persons = persons;
    this.parts = parts;
  }

  /** Adds a decision; returns false if a newer one on the pair is known. */
  boolean add(PairDecision decision) {
    if (!decisions.add(decision)) {
      return false;
    }
    // The excess first: what is kept apart has the same bound.
    for (PairDecision excess = decisions.excess(); excess != null; excess = decisions.excess()) {
      apply(excess.pair());
      evicted++;
    }
    apply(decision.pair());
    parts.decided();
    return true;
  }

  private void apply(Edge pair) {
    if (decisions.is(PairDecision.Kind.REJECT, pair)) {
      linker.separate(pair.first(), pair.second());
    } else {
      linker.reconcile(pair.first(), pair.second());
      if (!decisions.is(PairDecision.Kind.CONFIRM, pair)) {
        linker.reconsider(pair.first());
        linker.reconsider(pair.second());
      }
    }
    persons.apart(pair);
    touched.pairs().add(pair);
    touched.doubted().add(pair);
    touched.ids().add(pair.first());
    touched.ids().add(pair.second());
  }

  /** Takes back all decisions on an id. */
  void forget(String id) {
    decisions.of(id).forEach(this::forget);
  }

  private void forget(PairDecision decision) {
    decisions.remove(decision.pair());
    apply(decision.pair());
    parts.decided();
  }

  /** Notes that there was a record of an id until now. */
  void gone(String id, long now) {
    if (decisions.seen(id, now)) {
      parts.decided();
    }
  }

  /** Takes back the decisions whose retention is over. */
  void expire(long now) {
    decisions.over(now, retention, this::isNeeded).forEach(this::forget);
  }

  /**
   * The event time at which the retention of the first that is not needed is over; the greatest for
   * none.
   */
  long expiry() {
    return decisions.expiry(retention, this::isNeeded);
  }

  /**
   * Whether a decision is needed: there is a record of one of both ids. A rejection also while both
   * are linked to others, so that it outlives whatever else would make them one.
   */
  private boolean isNeeded(PairDecision decision) {
    return nodes.of(decision.first()) != null
        || nodes.of(decision.second()) != null
        || (decision.kind() == PairDecision.Kind.REJECT
            && persons.person(decision.first()) != null
            && persons.person(decision.second()) != null);
  }

  /** Decisions that gave way to newer ones. */
  long evicted() {
    return evicted;
  }
}
