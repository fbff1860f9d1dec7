package io.rapport.core.identity.resolve;

import io.rapport.core.identity.graph.Edge;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The newest decision on each pair; beyond the capacity the one longest known is forgotten. */
final class Decisions {

  private final int capacity;
  private final Map<Edge, PairDecision> byPair = new LinkedHashMap<>();
  private final Map<String, Set<String>> partners = new HashMap<>();

  Decisions(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds a decision.
   *
   * @return false if a newer one, or the same, is known
   */
  boolean add(PairDecision decision) {
    PairDecision before = byPair.get(decision.pair());
    if (before != null
        && (before.time() > decision.time()
            || (before.time() == decision.time()
                && before.kind().compareTo(decision.kind()) >= 0))) {
      return false;
    }
    put(decision);
    return true;
  }

  private void put(PairDecision decision) {
    byPair.remove(decision.pair());
    byPair.put(decision.pair(), decision);
    partners(decision.first()).add(decision.second());
    partners(decision.second()).add(decision.first());
  }

  private Set<String> partners(String id) {
    return partners.computeIfAbsent(id, any -> new TreeSet<>());
  }

  /** The oldest decision beyond the capacity, which is forgotten; null if there is none. */
  PairDecision excess() {
    if (byPair.size() <= capacity) {
      return null;
    }
    PairDecision oldest = byPair.values().iterator().next();
    remove(oldest.pair());
    return oldest;
  }

  /** The decision on a pair; null if there is none. */
  PairDecision on(Edge pair) {
    return byPair.get(pair);
  }

  /** Whether a pair was decided in such a way, and that was not taken back. */
  boolean is(PairDecision.Kind kind, Edge pair) {
    PairDecision decision = byPair.get(pair);
    return decision != null && decision.kind() == kind;
  }

  /** All decisions on a customer id. */
  List<PairDecision> of(String id) {
    List<PairDecision> all = new ArrayList<>();
    partners.getOrDefault(id, Set.of()).forEach(other -> all.add(byPair.get(Edge.of(id, other))));
    return all;
  }

  void remove(Edge pair) {
    byPair.remove(pair);
    remove(pair.first(), pair.second());
    remove(pair.second(), pair.first());
  }

  private void remove(String id, String partner) {
    Set<String> others = partners.get(id);
    if (others != null && others.remove(partner) && others.isEmpty()) {
      partners.remove(id);
    }
  }

  /** All, the one longest known first. */
  List<PairDecision> all() {
    return List.copyOf(byPair.values());
  }

  int size() {
    return byPair.size();
  }

  void write(PackedWriter out) {
    out.writeVarint(byPair.size());
    byPair.values().forEach(decision -> decision.write(out));
  }

  void read(PackedReader in) {
    for (int left = in.readVarint(); left > 0; left--) {
      put(PairDecision.read(in));
    }
  }
}
