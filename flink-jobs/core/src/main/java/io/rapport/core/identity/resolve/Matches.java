package io.rapport.core.identity.resolve;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** At most one match of each record, found from both ends. */
final class Matches {

  private final Map<String, Match> of = new HashMap<>();
  private final Map<String, Set<String>> dependents = new HashMap<>();
  private final Set<String> changed;

  /**
   * No matches.
   *
   * @param changed receives the records whose match has changed
   */
  Matches(Set<String> changed) {
    this.changed = changed;
  }

  /** The match of a record; null for none. */
  Match of(String id) {
    return of.get(id);
  }

  /** The records whose match this one is. */
  Set<String> dependents(String id) {
    return Set.copyOf(dependents.getOrDefault(id, Set.of()));
  }

  /** The number of records whose match this one is. */
  int dependentCount(String id) {
    return dependents.getOrDefault(id, Set.of()).size();
  }

  void put(String id, Match match) {
    remove(id);
    changed.add(id);
    of.put(id, match);
    dependents.computeIfAbsent(match.other(), any -> new TreeSet<>()).add(id);
  }

  /** Removes and returns the match of a record; null if it has none. */
  Match remove(String id) {
    Match match = of.remove(id);
    if (match != null) {
      changed.add(id);
      Set<String> others = dependents.get(match.other());
      others.remove(id);
      if (others.isEmpty()) {
        dependents.remove(match.other());
      }
    }
    return match;
  }

  int size() {
    return of.size();
  }
}
