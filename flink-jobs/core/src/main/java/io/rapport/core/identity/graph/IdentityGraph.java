package io.rapport.core.identity.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Links between records and identifiers, each with its origin and confidence, and edges of pairs
 * that conflict because somebody said no.
 *
 * <p>Customers are a function of links and conflicts alone, whatever the order in which they came:
 * links count from the strongest to the weakest, and one does not count that would bring two
 * conflicting nodes together or make a customer too large. So a link that is taken back leaves
 * nothing behind. A change recomputes only the nodes that it reaches.
 */
public final class IdentityGraph {

  private final GraphSettings settings;
  private final Map<Edge, Link> links = new HashMap<>();
  private final Map<String, Set<Link>> linksOf = new HashMap<>();
  private final Map<String, Set<String>> conflicts = new HashMap<>();
  private final Map<String, SortedSet<String>> customers = new HashMap<>();
  private Set<String> touched = new TreeSet<>();

  /** A graph without links. */
  public IdentityGraph(GraphSettings settings) {
    this.settings = settings;
  }

  /**
   * Adds a link. Of two links between the same nodes the stronger is kept.
   *
   * @return whether the link is kept; not if the nodes have too many stronger ones
   */
  public boolean link(Link link) {
    Edge edge = Edge.of(link.first(), link.second());
    Link before = links.get(edge);
    if (before != null) {
      if (Link.STRONGEST.compare(before, link) <= 0) {
        return false;
      }
      remove(before);
    }
    boolean kept = makeRoom(link);
    if (kept) {
      links.put(edge, link);
      of(link.first()).add(link);
      of(link.second()).add(link);
    }
    resolve(List.of(link.first(), link.second()));
    return kept;
  }

  /**
   * Takes a link back.
   *
   * @return the link; empty if there was none
   */
  public Optional<Link> unlink(String a, String b) {
    Link link = links.get(Edge.of(a, b));
    if (link == null) {
      return Optional.empty();
    }
    remove(link);
    resolve(List.of(a, b));
    return Optional.of(link);
  }

  /**
   * Records that two nodes are of two persons: no link brings them together until the conflict is
   * taken back. Links stay, so that taking it back restores what was.
   */
  public void separate(String a, String b) {
    conflicts.computeIfAbsent(a, any -> new TreeSet<>()).add(b);
    conflicts.computeIfAbsent(b, any -> new TreeSet<>()).add(a);
    resolve(List.of(a, b));
  }

  /** Takes a conflict back. */
  public void reconcile(String a, String b) {
    removeFrom(conflicts, a, b);
    removeFrom(conflicts, b, a);
    resolve(List.of(a, b));
  }

  /** All nodes of a node's customer, itself among them. */
  public Set<String> customer(String node) {
    SortedSet<String> nodes = customers.get(node);
    return nodes == null ? Set.of(node) : Set.copyOf(nodes);
  }

  /**
   * The id of a node's customer: of its nodes the one that was seen first, and of several the first
   * in the alphabet. So a customer keeps its id when a newcomer joins.
   *
   * @param firstSeen time at which a node was seen first
   */
  public String customerId(String node, ToLongFunction<String> firstSeen) {
    SortedSet<String> nodes = customers.get(node);
    return nodes == null
        ? node
        : nodes.stream()
            .min(Comparator.comparingLong(firstSeen).thenComparing(Comparator.naturalOrder()))
            .orElse(node);
  }

  /** The link between two nodes; empty if there is none. */
  public Optional<Link> between(String a, String b) {
    return Optional.ofNullable(links.get(Edge.of(a, b)));
  }

  /** The nodes whose customers were computed anew since the last call. */
  public Set<String> takeTouched() {
    Set<String> taken = touched;
    touched = new TreeSet<>();
    return taken;
  }

  /** The links of a node, the strongest first. */
  public List<Link> links(String node) {
    return linksOf.getOrDefault(node, Set.of()).stream().sorted(Link.STRONGEST).toList();
  }

  /** The nodes that somebody said are not of this one's person. */
  public Set<String> conflicts(String node) {
    return Set.copyOf(conflicts.getOrDefault(node, Set.of()));
  }

  /** Links that are kept. */
  public int size() {
    return links.size();
  }

  private Set<Link> of(String node) {
    return linksOf.computeIfAbsent(node, any -> new HashSet<>());
  }

  private boolean makeRoom(Link link) {
    if (links.size() >= settings.maxLinks()) {
      return false;
    }
    for (String node : List.of(link.first(), link.second())) {
      Set<Link> known = linksOf.getOrDefault(node, Set.of());
      if (known.size() >= settings.maxNodeLinks()) {
        Link weakest = known.stream().max(Link.STRONGEST).orElseThrow();
        if (Link.STRONGEST.compare(weakest, link) < 0) {
          return false;
        }
        remove(weakest);
        resolve(List.of(weakest.beyond(node)));
      }
    }
    return true;
  }

  private void remove(Link link) {
    links.remove(Edge.of(link.first(), link.second()));
    removeFrom(linksOf, link.first(), link);
    removeFrom(linksOf, link.second(), link);
  }

  private static <T> void removeFrom(Map<String, Set<T>> sets, String key, T value) {
    Set<T> set = sets.get(key);
    if (set != null && set.remove(value) && set.isEmpty()) {
      sets.remove(key);
    }
  }

  /** Computes the customers of all nodes that are connected with one of these, or were. */
  private void resolve(Collection<String> changed) {
    Set<String> reached = reach(changed);
    touched.addAll(reached);
    Map<String, SortedSet<String>> fresh = new TreeMap<>();
    for (String node : reached) {
      SortedSet<String> alone = new TreeSet<>();
      alone.add(node);
      fresh.put(node, alone);
    }
    Set<Link> among = new HashSet<>();
    reached.forEach(node -> among.addAll(linksOf.getOrDefault(node, Set.of())));
    among.stream().sorted(Link.STRONGEST).forEach(link -> join(link, fresh));
    for (String node : reached) {
      SortedSet<String> nodes = fresh.get(node);
      if (nodes.size() > 1) {
        customers.put(node, nodes);
      } else {
        customers.remove(node);
      }
    }
  }

  private void join(Link link, Map<String, SortedSet<String>> fresh) {
    SortedSet<String> left = fresh.get(link.first());
    SortedSet<String> right = fresh.get(link.second());
    if (left.contains(link.second())
        || left.size() + right.size() > settings.maxCustomer()
        || conflict(left, right)) {
      return;
    }
    left.addAll(right);
    right.forEach(node -> fresh.put(node, left));
  }

  private boolean conflict(Set<String> left, Set<String> right) {
    for (String node : left) {
      for (String enemy : conflicts.getOrDefault(node, Set.of())) {
        if (right.contains(enemy)) {
          return true;
        }
      }
    }
    return false;
  }

  private Set<String> reach(Collection<String> changed) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(changed);
    while (!open.isEmpty()) {
      String node = open.pop();
      if (reached.add(node)) {
        List<String> beyond = new ArrayList<>();
        linksOf.getOrDefault(node, Set.of()).forEach(link -> beyond.add(link.beyond(node)));
        open.addAll(beyond);
      }
    }
    return reached;
  }
}
