package io.rapport.core.identity.graph;

import java.util.ArrayDeque;
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
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Links between records and identifiers, each with its origin and confidence, and edges of pairs
 * that conflict because somebody said no.
 *
 * <p>Customers are a function of links and conflicts alone, whatever the order in which they came:
 * links count from the strongest to the weakest, and one does not count that would bring two
 * conflicting nodes together or make a customer too large. So a link that is taken back leaves
 * nothing behind. Whoever adds the links bounds their number.
 *
 * <p>What is too large merges nobody: a node with more links than {@link
 * GraphSettings#maxNodeLinks()}, and a group of more connected nodes than {@link
 * GraphSettings#maxLinked()}. So a change costs what the limits allow, whatever else there is.
 */
public final class IdentityGraph {

  private final GraphSettings settings;
  private final LinkTable links;
  private final Map<String, Set<String>> conflicts = new HashMap<>();
  private final Map<String, SortedSet<String>> customers = new HashMap<>();
  private final Set<String> crowded = new HashSet<>(); // nodes of groups that are too large
  private Set<String> touched = new TreeSet<>();

  /** A graph without links. */
  public IdentityGraph(GraphSettings settings) {
    this.settings = settings;
    this.links = new LinkTable(settings.maxNodeLinks());
  }

  /**
   * Adds a link. Of two links between the same nodes the stronger is kept.
   *
   * @return false if a stronger one is known
   */
  public boolean link(Link link) {
    Link before = links.between(link.first(), link.second());
    if (before != null && Link.STRONGEST.compare(before, link) <= 0) {
      return false;
    }
    Set<String> changed = new TreeSet<>();
    if (before != null) {
      changed.addAll(links.remove(before));
    }
    changed.addAll(links.add(link));
    resolve(changed);
    return true;
  }

  /** Adds the links of a graph without any, each between other nodes, in one pass over all. */
  public void restore(Collection<Link> all) {
    all.forEach(links::add);
    Set<String> seen = new HashSet<>();
    for (String node : links.nodes()) {
      if (!seen.contains(node)) {
        Set<String> group = links.reach(node, Integer.MAX_VALUE);
        seen.addAll(group);
        if (group.size() <= settings.maxLinked()) {
          regroup(group);
        } else {
          crowded.addAll(group);
        }
      }
    }
  }

  /**
   * Takes a link back.
   *
   * @return the link; empty if there was none
   */
  public Optional<Link> unlink(String a, String b) {
    Link link = links.between(a, b);
    if (link != null) {
      resolve(links.remove(link));
    }
    return Optional.ofNullable(link);
  }

  /**
   * Records that two nodes are of two persons: no link brings them together until the conflict is
   * taken back. Links stay, so that taking it back restores what was.
   */
  public void separate(String a, String b) {
    conflicts.computeIfAbsent(a, any -> new TreeSet<>()).add(b);
    conflicts.computeIfAbsent(b, any -> new TreeSet<>()).add(a);
    resolve(Set.of(a, b));
  }

  /** Takes a conflict back. */
  public void reconcile(String a, String b) {
    removeConflict(a, b);
    removeConflict(b, a);
    resolve(Set.of(a, b));
  }

  private void removeConflict(String node, String enemy) {
    Set<String> enemies = conflicts.get(node);
    if (enemies != null && enemies.remove(enemy) && enemies.isEmpty()) {
      conflicts.remove(node);
    }
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

  /** The link between two nodes, whether it counts or not; empty if there is none. */
  public Optional<Link> between(String a, String b) {
    return Optional.ofNullable(links.between(a, b));
  }

  /** The nodes whose customer, links or conflicts have changed since the last call. */
  public Set<String> takeTouched() {
    Set<String> taken = touched;
    touched = new TreeSet<>();
    return taken;
  }

  /** The links of a node that count, the strongest first. */
  public List<Link> links(String node) {
    return links.counting(node).stream().sorted(Link.STRONGEST).toList();
  }

  /** The nodes that somebody said are not of this one's person. */
  public Set<String> conflicts(String node) {
    return Set.copyOf(conflicts.getOrDefault(node, Set.of()));
  }

  /** Links that are kept. */
  public int size() {
    return links.size();
  }

  /** Nodes with so many links that none of the weakest counts. */
  public int shared() {
    return links.shared();
  }

  /** Nodes that are alone because too many are connected. */
  public int crowded() {
    return crowded.size();
  }

  /** Computes the customers of all nodes that are connected with one of these, or were. */
  private void resolve(Set<String> changed) {
    touched.addAll(changed);
    Set<String> seen = new HashSet<>();
    for (String node : changed) {
      if (!seen.contains(node)) {
        Set<String> group = links.reach(node, settings.maxLinked());
        if (group.size() <= settings.maxLinked()) {
          seen.addAll(group);
          group.forEach(crowded::remove);
          regroup(group);
        } else {
          disperse(node);
        }
      }
    }
  }

  /**
   * Takes apart the customers of a group that has become too large. Only what was not too large
   * before can have customers, so that it costs no more than the limit for each link that has come.
   */
  private void disperse(String start) {
    Deque<String> open = new ArrayDeque<>();
    open.push(start);
    while (!open.isEmpty()) {
      String node = open.pop();
      if (crowded.add(node)) {
        if (customers.remove(node) != null) {
          touched.add(node);
        }
        links.counting(node).forEach(link -> open.push(link.beyond(node)));
      }
    }
  }

  /** Computes the customers of all nodes that are connected. */
  private void regroup(Set<String> group) {
    Map<String, SortedSet<String>> fresh = new HashMap<>();
    Set<Link> among = new HashSet<>();
    for (String node : group) {
      SortedSet<String> alone = new TreeSet<>();
      alone.add(node);
      fresh.put(node, alone);
      among.addAll(links.counting(node));
    }
    among.stream().sorted(Link.STRONGEST).forEach(link -> join(link, fresh));
    for (String node : group) {
      SortedSet<String> nodes = fresh.get(node);
      if (nodes.first().equals(node)) { // once for each customer
        replace(nodes);
      }
    }
  }

  private void replace(SortedSet<String> nodes) {
    if (nodes.size() == 1) {
      if (customers.remove(nodes.first()) != null) {
        touched.add(nodes.first());
      }
    } else if (!nodes.equals(customers.get(nodes.first()))) {
      nodes.forEach(node -> customers.put(node, nodes));
      touched.addAll(nodes);
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
      Set<String> enemies = conflicts.getOrDefault(node, Set.of());
      boolean fewer = enemies.size() < right.size();
      Set<String> others = fewer ? right : enemies;
      if ((fewer ? enemies : right).stream().anyMatch(others::contains)) {
        return true;
      }
    }
    return false;
  }
}
