package io.rapport.core.identity.resolve;

import io.rapport.core.identity.graph.Edge;
import io.rapport.core.identity.link.LinkedRecords;
import io.rapport.core.identity.link.Linker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The links that hold the linker's customers together: each record but one of a customer has a
 * match among the others, so that they are a tree. When records move, only the trees they leave and
 * join are mended.
 */
final class MatchTree {

  private final LinkedRecords records;
  private final Matches matches;
  private final int maxCompared;

  /**
   * @param maxCompared records of a customer among which a match is looked for
   */
  MatchTree(Linker linker, Matches matches, int maxCompared) {
    this.records = linker.records();
    this.matches = matches;
    this.maxCompared = maxCompared;
  }

  /**
   * Mends the trees of records that have moved, come or gone.
   *
   * @param time of the matches that are made
   * @return the pairs whose match is new or gone
   */
  Set<Edge> mend(Set<String> moved, long time) {
    Set<Edge> changed = new HashSet<>();
    Set<String> suspects = new TreeSet<>(moved);
    moved.forEach(id -> suspects.addAll(matches.dependents(id)));
    Set<Long> seen = new HashSet<>();
    for (String id : suspects) {
      Match match = matches.of(id);
      if (match != null && !together(id, match.other())) {
        matches.remove(id);
        changed.add(Edge.of(id, match.other()));
      }
    }
    for (String id : suspects) {
      long customer = records.customer(id);
      if (customer >= 0 && seen.add(customer)) {
        connect(records.together(id), time, changed);
      }
    }
    return changed;
  }

  private boolean together(String id, String other) {
    long customer = records.customer(id);
    return customer >= 0 && customer == records.customer(other);
  }

  /** Connects the trees of one customer's records. */
  private void connect(List<String> members, long time, Set<Edge> changed) {
    List<String> roots = members.stream().filter(id -> matches.of(id) == null).toList();
    for (String root : roots.subList(Math.min(1, roots.size()), roots.size())) {
      String best = best(root, members);
      double confidence = records.probability(root, best);
      matches.put(
          root,
          new Match(best, confidence, time, records.explain("Same person as " + best, root, best)));
      changed.add(Edge.of(root, best));
    }
  }

  /** The most similar record of the other trees. */
  private String best(String root, List<String> members) {
    List<String> others = members.stream().filter(id -> !root(id).equals(root)).toList();
    String best = null;
    double most = -1;
    for (String other : spread(others)) {
      double probability = records.probability(root, other);
      if (probability > most) {
        most = probability;
        best = other;
      }
    }
    return best;
  }

  private String root(String id) {
    String at = id;
    for (Match match = matches.of(at); match != null; match = matches.of(at)) {
      at = match.other();
    }
    return at;
  }

  private List<String> spread(List<String> all) {
    if (all.size() <= maxCompared) {
      return all;
    }
    List<String> some = new ArrayList<>();
    for (int i = 0; i < maxCompared; i++) {
      some.add(all.get((int) ((long) i * all.size() / maxCompared)));
    }
    return some;
  }
}
