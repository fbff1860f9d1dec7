package io.rapport.core.identity.link;

import io.rapport.core.identity.graph.Edge;
import java.util.LinkedHashSet;
import java.util.Set;

/** Pairs of records that somebody said are of two persons; the oldest gives way. */
final class Conflicts {

  private final Set<Edge> pairs = new LinkedHashSet<>();
  private final int capacity;

  Conflicts(int capacity) {
    this.capacity = capacity;
  }

  void add(String a, String b) {
    pairs.add(Edge.of(a, b));
    if (pairs.size() > capacity) {
      pairs.remove(pairs.iterator().next());
    }
  }

  void remove(String a, String b) {
    pairs.remove(Edge.of(a, b));
  }

  boolean contains(String a, String b) {
    return !pairs.isEmpty() && pairs.contains(Edge.of(a, b));
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }
}
