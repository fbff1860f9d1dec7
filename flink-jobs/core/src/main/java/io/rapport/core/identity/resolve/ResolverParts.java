package io.rapport.core.identity.resolve;

import io.rapport.core.identity.graph.Edge;
import io.rapport.core.identity.link.Linker;
import io.rapport.core.identity.link.LinkerParts;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.state.Parted;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The packed form of a resolver: a part for each slot that has a record, one for decisions, one for
 * what was erased, and one for the rest. Links, persons and what was told of them follow from
 * these.
 */
final class ResolverParts {

  private static final int FORMAT = 1;
  private static final int HEAD = -1;
  private static final int DECISIONS = -2;
  private static final int ERASED = -3;
  private static final String WHAT = "The identities of a site";

  private final Linker linker;
  private final LinkerParts linked;
  private final Nodes nodes;
  private final Decisions decisions;
  private final Erased erased;
  private final Matches matches;
  private final Matches doubts;
  private final PersonGraph persons;
  private final Publisher publisher;
  private final Set<String> repacked;
  private boolean decided;
  private boolean forgotten;
  private boolean changed;

  ResolverParts(
      Registry registry,
      Decisions decisions,
      Erased erased,
      PersonGraph persons,
      Publisher publisher) {
    this.linker = registry.linker();
    this.linked = linker.parts();
    this.nodes = registry.nodes();
    this.matches = registry.matches();
    this.doubts = registry.doubts();
    this.repacked = registry.repacked();
    this.decisions = decisions;
    this.erased = erased;
    this.persons = persons;
    this.publisher = publisher;
  }

  /** Notes that decisions have changed. */
  void decided() {
    decided = true;
  }

  /** Notes that somebody was erased. */
  void forgotten() {
    forgotten = true;
  }

  /** Notes that something has changed, whatever it is. */
  void changed() {
    changed = true;
  }

  int unwritten() {
    return linker.changed().size() + repacked.size() + (changed ? 1 : 0);
  }

  void write(Parted.Parts to, long newest) throws IOException {
    IntOpenHashSet slots = new IntOpenHashSet(linker.changed());
    for (String id : repacked) {
      if (linker.records().slot(id) >= 0) {
        slots.add(linker.records().slot(id));
      }
    }
    for (int slot : slots) {
      String id = linked.id(slot);
      if (id == null) {
        to.remove(slot);
      } else {
        to.put(slot, slot(slot, id));
      }
    }
    linker.changed().clear();
    repacked.clear();
    changed = false;
    to.put(HEAD, head(newest));
    if (decided) {
      PackedWriter out = PackedWriter.versioned(FORMAT);
      decisions.write(out);
      to.put(DECISIONS, out.toBytes());
      decided = false;
    }
    if (forgotten) {
      PackedWriter out = PackedWriter.versioned(FORMAT);
      erased.write(out);
      to.put(ERASED, out.toBytes());
      forgotten = false;
    }
  }

  private byte[] slot(int slot, String id) {
    PackedWriter out = PackedWriter.versioned(FORMAT);
    linked.writeSlot(slot, out);
    nodes.of(id).write(out);
    Match.write(matches.of(id), out);
    Match.write(doubts.of(id), out);
    return out.toBytes();
  }

  private byte[] head(long newest) {
    PackedWriter out = PackedWriter.versioned(FORMAT);
    linked.writeHead(out);
    out.writeLong(newest);
    out.writeVarlong(publisher.version());
    return out.toBytes();
  }

  /**
   * Restores an empty resolver.
   *
   * @return the newest event time
   */
  long read(Map<Integer, byte[]> packed) {
    PackedReader head = PackedReader.open(packed.get(HEAD), FORMAT, WHAT);
    linked.readHead(head);
    final long newest = head.readLong();
    final long version = head.readVarlong();
    if (packed.containsKey(ERASED)) {
      erased.read(PackedReader.open(packed.get(ERASED), FORMAT, WHAT));
    }
    if (packed.containsKey(DECISIONS)) {
      decisions.read(PackedReader.open(packed.get(DECISIONS), FORMAT, WHAT));
    }
    Set<Edge> pairs = new TreeSet<>();
    Set<Edge> doubted = new HashSet<>();
    final Set<Integer> beyond = readSlots(packed, pairs, doubted);
    Set<String> ids = new HashSet<>(nodes.ids());
    for (PairDecision decision : decisions.all()) {
      Edge pair = decision.pair();
      pairs.add(pair);
      if (decision.kind() == PairDecision.Kind.REJECT) {
        linker.keepApart(pair.first(), pair.second());
        persons.apart(pair);
      }
    }
    persons.restore(pairs);
    for (Edge pair : pairs) {
      ids.add(pair.first());
      ids.add(pair.second());
    }
    publisher.restore(version, ids, doubted);
    linker.changed().clear();
    repacked.clear();
    linker.changed().addAll(beyond);
    return newest;
  }

  /**
   * Reads the slots of the records.
   *
   * @return those beyond the capacity, which was larger: their records are dropped
   */
  private Set<Integer> readSlots(Map<Integer, byte[]> packed, Set<Edge> pairs, Set<Edge> doubted) {
    List<LinkerParts.Slot> slots = new ArrayList<>();
    Map<String, Match> linkedTo = new TreeMap<>();
    Map<String, Match> likeTo = new TreeMap<>();
    TreeMap<Integer, byte[]> all = new TreeMap<>(packed);
    all.subMap(0, linked.capacity())
        .forEach(
            (number, bytes) -> {
              PackedReader in = PackedReader.open(bytes, FORMAT, WHAT);
              LinkerParts.Slot slot = LinkerParts.Slot.read(number, in);
              slots.add(slot);
              Node node = Node.read(in, slot.record());
              nodes.put(slot.id(), node);
              if (node.sameAs() != null) {
                pairs.add(Edge.of(slot.id(), node.sameAs()));
              }
              linkedTo.put(slot.id(), Match.read(in));
              likeTo.put(slot.id(), Match.read(in));
            });
    linked.restore(slots);
    linkedTo.forEach((id, match) -> put(id, match, matches, pairs));
    likeTo.forEach((id, match) -> put(id, match, doubts, doubted));
    return Set.copyOf(all.tailMap(linked.capacity()).keySet());
  }

  private void put(String id, Match match, Matches to, Set<Edge> pairs) {
    if (match != null && nodes.of(match.other()) != null) {
      to.put(id, match);
      pairs.add(Edge.of(id, match.other()));
    }
  }
}
