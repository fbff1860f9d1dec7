package io.rapport.core.identity.resolve;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The customer ids of which a record is kept, found also by the id that their record names. */
final class Nodes {

  private final Map<String, Node> byId = new HashMap<>();
  private final Map<String, Set<String>> naming = new HashMap<>();

  /** The node of a customer id; null if no record of it is kept. */
  Node of(String id) {
    return byId.get(id);
  }

  /** Whether the record of one of two customer ids names the other. */
  boolean names(String a, String b) {
    return named(a, b) || named(b, a);
  }

  private boolean named(String by, String id) {
    Node node = byId.get(by);
    return node != null && id.equals(node.sameAs());
  }

  /** The customer ids whose record names this one. */
  Set<String> naming(String id) {
    return Set.copyOf(naming.getOrDefault(id, Set.of()));
  }

  void put(String id, Node node) {
    remove(id);
    byId.put(id, node);
    if (node.sameAs() != null) {
      naming.computeIfAbsent(node.sameAs(), any -> new TreeSet<>()).add(id);
    }
  }

  /** Removes and returns a node; null if there is none. */
  Node remove(String id) {
    Node node = byId.remove(id);
    if (node != null && node.sameAs() != null) {
      Set<String> others = naming.get(node.sameAs());
      others.remove(id);
      if (others.isEmpty()) {
        naming.remove(node.sameAs());
      }
    }
    return node;
  }

  /** All customer ids. */
  Set<String> ids() {
    return byId.keySet();
  }
}
