package io.rapport.core.identity.resolve;

import io.rapport.core.identity.graph.Edge;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The newest decision on each pair. Beyond the capacity the one longest known gives way, and never
 * the newest: an undo first, then a confirmation, and a rejection last, because without it two
 * persons would be one. In time a decision lasts while it is needed, and a retention longer.
 */
final class Decisions {

  private static final List<PairDecision.Kind> GIVES_WAY =
      List.of(PairDecision.Kind.UNDO, PairDecision.Kind.CONFIRM, PairDecision.Kind.REJECT);

  /**
   * A decision.
   *
   * @param seen event time at which one of its ids was last known to have had a record
   */
  private record Kept(PairDecision decision, long seen) {

    long last() {
      return Math.max(decision.time(), seen);
    }
  }

  private final int capacity;
  private final Map<Edge, Kept> byPair = new HashMap<>();
  private final Map<PairDecision.Kind, Set<Edge>> byKind = new EnumMap<>(PairDecision.Kind.class);
  private final Map<String, Set<String>> partners = new HashMap<>();
  private Edge newest;

  Decisions(int capacity) {
    this.capacity = capacity;
    GIVES_WAY.forEach(kind -> byKind.put(kind, new LinkedHashSet<>()));
  }

  /**
   * Adds a decision.
   *
   * @return false if a newer one, or the same, is known
   */
  boolean add(PairDecision decision) {
    PairDecision before = on(decision.pair());
    if (before != null
        && (before.time() > decision.time()
            || (before.time() == decision.time()
                && before.kind().compareTo(decision.kind()) >= 0))) {
      return false;
    }
    put(new Kept(decision, Long.MIN_VALUE));
    return true;
  }

  private void put(Kept kept) {
    PairDecision decision = kept.decision;
    remove(decision.pair());
    byPair.put(decision.pair(), kept);
    byKind.get(decision.kind()).add(decision.pair());
    partners(decision.first()).add(decision.second());
    partners(decision.second()).add(decision.first());
    newest = decision.pair();
  }

  private Set<String> partners(String id) {
    return partners.computeIfAbsent(id, any -> new TreeSet<>());
  }

  /** A decision beyond the capacity, which is forgotten; null if there is none. */
  PairDecision excess() {
    if (byPair.size() <= capacity) {
      return null;
    }
    Edge pair =
        GIVES_WAY.stream()
            .flatMap(kind -> byKind.get(kind).stream())
            .filter(edge -> !edge.equals(newest))
            .findFirst()
            .orElseThrow();
    PairDecision excess = on(pair);
    remove(pair);
    return excess;
  }

  /**
   * Notes that an id had a record until now.
   *
   * @return whether there is a decision on it
   */
  boolean seen(String id, long time) {
    Set<String> others = partners.getOrDefault(id, Set.of());
    for (String other : others) {
      byPair.computeIfPresent(
          Edge.of(id, other), (pair, kept) -> new Kept(kept.decision, Math.max(kept.seen, time)));
    }
    return !others.isEmpty();
  }

  /** The decisions that are not needed and have not been for the retention. */
  List<PairDecision> over(long now, long retention, Predicate<PairDecision> needed) {
    return byPair.values().stream()
        .filter(kept -> kept.last() + retention <= now && !needed.test(kept.decision))
        .map(Kept::decision)
        .toList();
  }

  /**
   * The event time at which the retention of the first that is not needed is over; the greatest for
   * none.
   */
  long expiry(long retention, Predicate<PairDecision> needed) {
    return byPair.values().stream()
        .filter(kept -> !needed.test(kept.decision))
        .mapToLong(kept -> kept.last() + retention)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The decision on a pair; null if there is none. */
  PairDecision on(Edge pair) {
    Kept kept = byPair.get(pair);
    return kept == null ? null : kept.decision;
  }

  /** Whether a pair was decided in such a way, and that was not taken back. */
  boolean is(PairDecision.Kind kind, Edge pair) {
    PairDecision decision = on(pair);
    return decision != null && decision.kind() == kind;
  }

  /** All decisions on a customer id. */
  List<PairDecision> of(String id) {
    List<PairDecision> all = new ArrayList<>();
    partners.getOrDefault(id, Set.of()).forEach(other -> all.add(on(Edge.of(id, other))));
    return all;
  }

  void remove(Edge pair) {
    Kept kept = byPair.remove(pair);
    if (kept != null) {
      byKind.get(kept.decision.kind()).remove(pair);
      remove(pair.first(), pair.second());
      remove(pair.second(), pair.first());
    }
  }

  private void remove(String id, String partner) {
    Set<String> others = partners.get(id);
    if (others != null && others.remove(partner) && others.isEmpty()) {
      partners.remove(id);
    }
  }

  /** All, by kind, and of each kind the one longest known first. */
  List<PairDecision> all() {
    return GIVES_WAY.stream().flatMap(kind -> byKind.get(kind).stream()).map(this::on).toList();
  }

  int size() {
    return byPair.size();
  }

  void write(PackedWriter out) {
    out.writeVarint(byPair.size());
    for (PairDecision decision : all()) {
      decision.write(out);
      out.writeLong(byPair.get(decision.pair()).seen);
    }
  }

  /** Reads decisions; those beyond the capacity are forgotten. */
  void read(PackedReader in) {
    for (int left = in.readVarint(); left > 0; left--) {
      put(new Kept(PairDecision.read(in), in.readLong()));
    }
    newest = null;
    while (excess() != null) {
      // It was larger before.
    }
  }
}
