package io.rapport.core.identity.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The links of a graph, found from both ends, and those of them that count.
 *
 * <p>The links of one provenance count at a node if they and the stronger ones are no more than the
 * limit: a node with more of them is shared by many people and says nothing about any. A link
 * counts if it does at both ends. Which links count does not depend on the order in which they
 * came.
 */
final class LinkTable {

  private final int maxNodeLinks;
  private final Map<Edge, Link> byEdge = new HashMap<>();
  private final Map<String, Ends> byNode = new HashMap<>();
  private int shared;

  /** The links of one node. */
  private static final class Ends {

    private final Map<Provenance, Set<Link>> links = new EnumMap<>(Provenance.class);
    private Provenance weakest = Provenance.MATCH; // that counts; null if none does

    boolean count(Provenance provenance) {
      return counts(weakest, provenance);
    }

    static boolean counts(Provenance weakest, Provenance provenance) {
      return weakest != null && provenance.compareTo(weakest) <= 0;
    }

    void limit(int most) {
      weakest = null;
      int sum = 0;
      for (Provenance provenance : Provenance.values()) {
        sum += links.getOrDefault(provenance, Set.of()).size();
        if (sum > most) {
          return;
        }
        weakest = provenance;
      }
    }

    boolean isShared() {
      return weakest != Provenance.MATCH;
    }
  }

  LinkTable(int maxNodeLinks) {
    this.maxNodeLinks = maxNodeLinks;
  }

  /** The link between two nodes; null if there is none. */
  Link between(String a, String b) {
    return byEdge.get(Edge.of(a, b));
  }

  /**
   * Adds a link between nodes that have none.
   *
   * @return the nodes that have other links that count than before, and both ends
   */
  Set<String> add(Link link) {
    byEdge.put(Edge.of(link.first(), link.second()), link);
    return change(link, true);
  }

  /** Removes a link; returns as {@link #add}. */
  Set<String> remove(Link link) {
    byEdge.remove(Edge.of(link.first(), link.second()));
    return change(link, false);
  }

  private Set<String> change(Link link, boolean added) {
    Set<String> changed = new TreeSet<>();
    for (String node : List.of(link.first(), link.second())) {
      changed.add(node);
      change(node, link, added, changed);
    }
    return changed;
  }

  private void change(String node, Link link, boolean added, Set<String> changed) {
    Ends ends = byNode.computeIfAbsent(node, any -> new Ends());
    final Provenance before = ends.weakest;
    shared -= ends.isShared() ? 1 : 0;
    Set<Link> same = ends.links.computeIfAbsent(link.provenance(), any -> new HashSet<>());
    if (added) {
      same.add(link);
    } else {
      same.remove(link);
    }
    if (same.isEmpty()) {
      ends.links.remove(link.provenance());
    }
    ends.limit(maxNodeLinks);
    shared += ends.isShared() ? 1 : 0;
    ends.links.forEach(
        (provenance, links) -> {
          if (Ends.counts(before, provenance) != ends.count(provenance)) {
            links.forEach(other -> changed.add(other.beyond(node)));
          }
        });
    if (ends.links.isEmpty()) {
      byNode.remove(node);
    }
  }

  /** The links of a node that count: no more than the limit. */
  List<Link> counting(String node) {
    Ends ends = byNode.get(node);
    if (ends == null) {
      return List.of();
    }
    List<Link> counting = new ArrayList<>();
    ends.links.forEach(
        (provenance, links) -> {
          if (ends.count(provenance)) {
            links.stream()
                .filter(link -> byNode.get(link.beyond(node)).count(provenance))
                .forEach(counting::add);
          }
        });
    return counting;
  }

  /**
   * The nodes that a node is connected with by links that count, itself among them.
   *
   * @param most nodes after which the search ends: of a larger group, one more than that
   */
  Set<String> reach(String start, int most) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.push(start);
    while (!open.isEmpty() && reached.size() <= most) {
      String node = open.pop();
      if (reached.add(node)) {
        counting(node).forEach(link -> open.push(link.beyond(node)));
      }
    }
    return reached;
  }

  /** The nodes at the ends of all links. */
  Collection<String> nodes() {
    return byNode.keySet();
  }

  /** Nodes with more links than the limit. */
  int shared() {
    return shared;
  }

  int size() {
    return byEdge.size();
  }
}
