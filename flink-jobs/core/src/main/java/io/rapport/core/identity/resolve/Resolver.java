package io.rapport.core.identity.resolve;

import io.rapport.core.identity.graph.Edge;
import io.rapport.core.identity.link.Assignments;
import io.rapport.core.identity.link.Linker;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.state.Parted;
import io.rapport.core.state.PartedFormat;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Resolves the customer ids of one site to persons: by the likeness of their records, by records
 * that name others, and by decisions of people. Each call tells {@link Resolutions} of all that it
 * changed.
 *
 * <p>Bounded by its settings. Of an id the record with the newest event time counts. What a record
 * did is undone when it goes; only what its pairs taught about levels of agreement stays, which
 * names nobody.
 */
public final class Resolver implements Parted {

  private final ResolverSettings settings;
  private final Linker linker;
  private final Nodes nodes = new Nodes();
  private final Decisions decisions;
  private final Erased erased;
  private final Set<String> repacked = new HashSet<>();
  private final Matches matches = new Matches(repacked);
  private final Doubts doubts;
  private final MatchTree tree;
  private final PersonGraph persons;
  private final Publisher publisher;
  private final ResolverParts parts;
  // Of the call in progress:
  private final Set<String> moved = new TreeSet<>();
  private final Set<Edge> pairs = new TreeSet<>();
  private final Set<Edge> doubted = new TreeSet<>();
  private final Set<String> changed = new TreeSet<>();
  private long newest = Long.MIN_VALUE;
  private long evicted;

  /** A resolver that knows nobody. */
  public Resolver(ResolverSettings settings, Resolutions resolutions) {
    this.settings = settings;
    this.decisions = new Decisions(settings.linking().maxDecisions());
    this.erased = new Erased(settings.maxErased());
    this.linker = new Linker(settings.linking(), new Placements());
    this.doubts = new Doubts(linker, new Matches(repacked));
    this.tree = new MatchTree(linker, matches, settings.linking().maxMembers());
    this.persons = new PersonGraph(settings, linker, nodes, matches, decisions);
    this.publisher = new Publisher(resolutions, linker, persons, doubts.matches(), decisions);
    this.parts =
        new ResolverParts(
            linker,
            nodes,
            decisions,
            erased,
            matches,
            doubts.matches(),
            persons,
            publisher,
            repacked);
  }

  /** Notes what the linker does. */
  private final class Placements implements Assignments {

    @Override
    public void assigned(String record, long customer) {
      moved.add(record);
    }

    @Override
    public void doubtful(String record, String other, double confidence) {
      doubts.note(record, other, confidence);
    }
  }

  /**
   * Adds a record, or replaces the one of its id if it is older.
   *
   * @param sameAs the customer id that the record says is the same person; null for none
   * @return false if it is older than what is known of the id, or nothing new
   */
  public boolean add(PersonRecord record, String sameAs) {
    String id = record.id();
    PersonRecord known = linker.records().record(id);
    Node node = nodes.of(id);
    String same = id.equals(sameAs) ? null : sameAs;
    if (erased.covers(id, record.time()) || (known != null && older(record, same, known, node))) {
      return false;
    }
    passed(record.time());
    drop(id);
    if (!record.isEmpty() || same != null) {
      PersonRecord oldest = linker.oldest();
      if (oldest != null) {
        drop(oldest.id());
        evicted++;
      }
      linker.add(record);
      long firstSeen = node == null ? record.time() : Math.min(node.firstSeen(), record.time());
      nodes.put(id, new Node(firstSeen, newest, same));
      named(id);
      changed.add(id);
    }
    finish();
    return true;
  }

  private static boolean older(PersonRecord record, String sameAs, PersonRecord known, Node node) {
    return record.time() < known.time()
        || (record.equals(known) && Objects.equals(sameAs, node.sameAs()));
  }

  /**
   * Removes a record that its source has deleted.
   *
   * @return false if a newer record is known, or none
   */
  public boolean remove(String id, long time) {
    PersonRecord known = linker.records().record(id);
    if (known == null || known.time() > time) {
      return false;
    }
    passed(time);
    drop(id);
    finish();
    return true;
  }

  /**
   * Applies a decision.
   *
   * @return false if a newer one on the pair is known
   */
  public boolean decide(PairDecision decision) {
    Edge pair = decision.pair();
    if (pair.first().equals(pair.second())
        || erased.covers(pair.first(), decision.time())
        || erased.covers(pair.second(), decision.time())
        || !decisions.add(decision)) {
      return false;
    }
    passed(decision.time());
    apply(pair);
    for (PairDecision excess = decisions.excess(); excess != null; excess = decisions.excess()) {
      apply(excess.pair());
    }
    parts.decided();
    finish();
    return true;
  }

  private void apply(Edge pair) {
    if (decisions.is(PairDecision.Kind.REJECT, pair)) {
      linker.separate(pair.first(), pair.second());
    } else {
      linker.reconcile(pair.first(), pair.second());
      if (!decisions.is(PairDecision.Kind.CONFIRM, pair)) {
        linker.reconsider(pair.first());
        linker.reconsider(pair.second());
      }
    }
    persons.apart(pair);
    pairs.add(pair);
    doubted.add(pair);
    changed.add(pair.first());
    changed.add(pair.second());
  }

  /**
   * A removed person.
   *
   * @param ids all customer ids that were one with the erased one, itself among them
   * @param records kept of them
   */
  public record Erasure(Set<String> ids, int records) {}

  /** Erases all that is known of a customer id and of those that are one person with it. */
  public Erasure erase(String id, long time) {
    passed(time);
    Set<String> ids = new TreeSet<>(persons.members(id));
    int records = 0;
    for (String member : ids) {
      records += linker.records().record(member) == null ? 0 : 1;
      drop(member);
      for (PairDecision decision : decisions.of(member)) {
        decisions.remove(decision.pair());
        apply(decision.pair());
        parts.decided();
      }
      for (String naming : nodes.naming(member)) {
        Node node = nodes.of(naming);
        nodes.put(naming, new Node(node.firstSeen(), node.lastSeen(), null));
        repacked.add(naming);
        pairs.add(Edge.of(naming, member));
      }
      erased.add(member, time);
    }
    finish();
    return new Erasure(ids, records);
  }

  /** Begins to link all records again, with the weights learned so far. */
  public void startSettling() {
    linker.startSettling();
    parts.changed();
  }

  /**
   * Links a number of records again, and forgets those whose retention is over.
   *
   * @param now event time of the stream
   * @return whether records are left
   */
  public boolean settle(long now) {
    boolean more = true;
    for (int i = 0; i < settings.settleStep() && more; i++) {
      PersonRecord next = linker.toSettle();
      if (next != null && nodes.of(next.id()).lastSeen() + settings.retention() <= now) {
        drop(next.id());
      }
      more = linker.settle(1);
    }
    finish();
    return more;
  }

  /** The event time at which the first record's retention is over; the greatest for none. */
  public long expiry() {
    long oldest = Long.MAX_VALUE;
    for (String id : nodes.ids()) {
      oldest = Math.min(oldest, nodes.of(id).lastSeen());
    }
    return oldest == Long.MAX_VALUE ? oldest : oldest + settings.retention();
  }

  private void passed(long time) {
    newest = Math.max(newest, time);
  }

  /** Forgets a record and all that follows from it. */
  private void drop(String id) {
    if (!linker.remove(id)) {
      return;
    }
    changed.add(id);
    named(id);
    nodes.remove(id);
    unmatch(id, matches, pairs);
    unmatch(id, doubts.matches(), doubted);
  }

  /** The link that a record's name of another id makes. */
  private void named(String id) {
    String same = nodes.of(id).sameAs();
    if (same != null) {
      pairs.add(Edge.of(id, same));
    }
  }

  private void unmatch(String id, Matches of, Set<Edge> touched) {
    Set<String> owners = new TreeSet<>(of.dependents(id));
    owners.add(id);
    for (String owner : owners) {
      Match match = of.remove(owner);
      if (match != null) {
        touched.add(Edge.of(owner, match.other()));
        moved.add(owner);
      }
    }
  }

  /** Brings links and doubts up to date, and tells of all changes. */
  private void finish() {
    parts.changed();
    pairs.addAll(tree.mend(moved, newest));
    pairs.forEach(persons::refresh);
    doubted.addAll(doubts.update(newest));
    publisher.publish(changed, doubted, newest);
    moved.clear();
    pairs.clear();
    doubted.clear();
    changed.clear();
  }

  /** The customer id of an id's person; null if the id is nobody's. */
  public String person(String id) {
    return persons.person(id);
  }

  /** Records that are kept. */
  public int records() {
    return linker.size();
  }

  /** Pairs compared so far. */
  public long comparisons() {
    return linker.comparisons();
  }

  /** Links between customer ids. */
  public int links() {
    return persons.links();
  }

  /** Pairs to be reviewed. */
  public int reviews() {
    return publisher.reviews();
  }

  /** Persons. */
  public int people() {
    return publisher.people();
  }

  /** Records that gave way to newer ones since this object was made. */
  public long evicted() {
    return evicted;
  }

  /** Whether nothing worth keeping is left. */
  public boolean isEmpty() {
    return linker.size() == 0 && decisions.size() == 0 && erased.size() == 0;
  }

  @Override
  public int unwritten() {
    return parts.unwritten();
  }

  @Override
  public void write(Parts to) throws IOException {
    parts.write(to, newest);
  }

  /** The packed form: a part for each record, one for decisions and one for what was learned. */
  public static PartedFormat<Resolver> format(ResolverSettings settings, Resolutions resolutions) {
    return new PartedFormat<>(
        () -> new Resolver(settings, resolutions),
        packed -> {
          Resolver resolver = new Resolver(settings, resolutions);
          resolver.newest = resolver.parts.read(packed);
          return resolver;
        });
  }
}
