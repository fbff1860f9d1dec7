package io.rapport.core.identity.resolve;

import io.rapport.core.identity.graph.Edge;
import io.rapport.core.identity.link.Assignments;
import io.rapport.core.identity.link.Linker;
import io.rapport.core.identity.person.PersonRecord;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The records that are kept, with their matches and doubts, and what a call has changed of them. A
 * record that goes takes along all that followed from it.
 */
final class Registry implements Assignments {

  private final Linker linker;
  private final Nodes nodes = new Nodes();
  private final Set<String> repacked = new HashSet<>();
  private final Matches matches = new Matches(repacked);
  private final Doubts doubts;
  private final MatchTree tree;
  private final Set<String> moved = new TreeSet<>();
  private final Set<String> undoubted = new TreeSet<>();
  private final Touched touched = new Touched();

  /**
   * The changes of the call in progress.
   *
   * @param ids whose record or decisions are others
   * @param pairs whose link may be another
   * @param doubted pairs whose doubt may be another
   */
  record Touched(Set<String> ids, Set<Edge> pairs, Set<Edge> doubted) {

    private Touched() {
      this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    void clear() {
      ids.clear();
      pairs.clear();
      doubted.clear();
    }
  }

  Registry(ResolverSettings settings) {
    this.linker = new Linker(settings.linking(), this);
    this.doubts = new Doubts(linker, new Matches(repacked), settings.linking().maxCustomer());
    this.tree = new MatchTree(linker, matches, settings.linking().maxMembers());
  }

  @Override
  public void assigned(String record, long customer) {
    moved.add(record);
  }

  @Override
  public void doubtful(String record, String other, double confidence) {
    doubts.note(record, other, confidence);
  }

  Linker linker() {
    return linker;
  }

  Nodes nodes() {
    return nodes;
  }

  Matches matches() {
    return matches;
  }

  Matches doubts() {
    return doubts.matches();
  }

  /** Customer ids of which more than the linker's part is another. */
  Set<String> repacked() {
    return repacked;
  }

  Touched touched() {
    return touched;
  }

  /** Adds a record of an id of which none is kept. */
  void add(PersonRecord record, Node node) {
    linker.add(record);
    nodes.put(record.id(), node);
    named(record.id());
    touched.ids.add(record.id());
  }

  /** Forgets a record, if it is kept. */
  void drop(String id) {
    if (!linker.remove(id)) {
      return;
    }
    touched.ids.add(id);
    named(id);
    nodes.remove(id);
    moved.addAll(unmatch(id, matches, touched.pairs));
    undoubted.addAll(unmatch(id, doubts.matches(), touched.doubted));
    undoubted.remove(id);
  }

  /** Takes an id out of the records that name it. */
  void unname(String id) {
    for (String naming : nodes.naming(id)) {
      Node node = nodes.of(naming);
      nodes.put(naming, new Node(node.firstSeen(), node.lastSeen(), node.sources().unnamed(id)));
      named(naming);
      touched.ids.add(naming);
      repacked.add(naming);
      touched.pairs.add(Edge.of(naming, id));
    }
  }

  /** The link that a record's name of another id makes. */
  private void named(String id) {
    String same = nodes.of(id).sameAs();
    if (same != null) {
      touched.pairs.add(Edge.of(id, same));
    }
  }

  /** Removes all matches with a record; returns those that had one. */
  private static Set<String> unmatch(String id, Matches of, Set<Edge> pairs) {
    Set<String> owners = new TreeSet<>(of.dependents(id));
    owners.add(id);
    owners.removeIf(owner -> of.of(owner) == null);
    for (String owner : owners) {
      pairs.add(Edge.of(owner, of.remove(owner).other()));
    }
    return owners;
  }

  /**
   * Brings matches and doubts up to date. A record whose doubt went with another's record, perhaps
   * only because that one has changed, is looked at again.
   */
  void mend(long time) {
    undoubted.forEach(linker::reconsider);
    undoubted.clear();
    touched.pairs.addAll(tree.mend(moved, time));
    touched.doubted.addAll(doubts.update(time));
    moved.clear();
  }
}
