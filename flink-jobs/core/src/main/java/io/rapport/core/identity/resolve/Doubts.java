package io.rapport.core.identity.resolve;

import io.rapport.core.identity.graph.Edge;
import io.rapport.core.identity.link.LinkedRecords;
import io.rapport.core.identity.link.Linker;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The record of another customer that each record resembles most, though too little to link both:
 * as it was when the record was last placed. Of the records that resemble one and the same most, a
 * limited number is kept.
 */
final class Doubts {

  /** Less than this is no change of a confidence. */
  private static final double SAME = 0.01;

  private record Placed(String other, double confidence) {}

  private final LinkedRecords records;
  private final Matches matches;
  private final int mostOfOne;
  private final Map<String, Placed> placed = new TreeMap<>();

  /**
   * @param mostOfOne records whose doubt is about the same record
   */
  Doubts(Linker linker, Matches matches, int mostOfOne) {
    this.records = linker.records();
    this.matches = matches;
    this.mostOfOne = mostOfOne;
  }

  Matches matches() {
    return matches;
  }

  /**
   * Notes that a record was placed.
   *
   * @param other null if it resembles no other
   */
  void note(String record, String other, double confidence) {
    placed.put(record, new Placed(other, confidence));
  }

  /**
   * Applies what was noted.
   *
   * @return the pairs whose doubt has come, changed or gone
   */
  Set<Edge> update(long time) {
    Set<Edge> changed = new TreeSet<>();
    placed.forEach((id, now) -> update(id, now, time, changed));
    placed.clear();
    return changed;
  }

  private void update(String id, Placed now, long time, Set<Edge> changed) {
    if (records.record(id) == null) {
      return;
    }
    String other = now.other != null && records.record(now.other) != null ? now.other : null;
    Match before = matches.of(id);
    if (before != null && !before.other().equals(other)) {
      matches.remove(id);
      changed.add(Edge.of(id, before.other()));
      before = null;
    }
    if (other != null
        && (before == null
            ? matches.dependentCount(other) < mostOfOne
            : Math.abs(before.confidence() - now.confidence) > SAME)) {
      String explanation = records.explain("Perhaps the same person as " + other, id, other);
      matches.put(id, new Match(other, now.confidence, time, explanation));
      changed.add(Edge.of(id, other));
    }
  }
}
