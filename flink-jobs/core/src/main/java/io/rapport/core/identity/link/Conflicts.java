package io.rapport.core.identity.link;

import java.util.LinkedHashSet;
import java.util.Set;

/** Pairs of records that somebody said are of two persons; the oldest gives way. */
final class Conflicts {

  private record Pair(String first, String second) {

    static Pair of(String a, String b) {
      return a.compareTo(b) <= 0 ? new Pair(a, b) : new Pair(b, a);
    }
  }

  private final Set<Pair> pairs = new LinkedHashSet<>();
  private final int capacity;

  Conflicts(int capacity) {
    this.capacity = capacity;
  }

  void add(String a, String b) {
    pairs.add(Pair.of(a, b));
    if (pairs.size() > capacity) {
      pairs.remove(pairs.iterator().next());
    }
  }

  void remove(String a, String b) {
    pairs.remove(Pair.of(a, b));
  }

  boolean contains(String a, String b) {
    return !pairs.isEmpty() && pairs.contains(Pair.of(a, b));
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }
}
