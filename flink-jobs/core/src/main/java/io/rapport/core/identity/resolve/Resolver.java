package io.rapport.core.identity.resolve;

import io.rapport.core.identity.graph.Edge;
import io.rapport.core.identity.link.Linker;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.state.Parted;
import io.rapport.core.state.PartedFormat;
import java.io.IOException;
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
  private final Registry registry;
  private final Linker linker;
  private final Nodes nodes;
  private final Registry.Touched touched;
  private final Decisions decisions;
  private final Erased erased;
  private final PersonGraph persons;
  private final Publisher publisher;
  private final ResolverParts parts;
  private long newest = Long.MIN_VALUE;
  private long evicted;

  /** A resolver that knows nobody. */
  public Resolver(ResolverSettings settings, Resolutions resolutions) {
    this.settings = settings;
    this.registry = new Registry(settings);
    this.linker = registry.linker();
    this.nodes = registry.nodes();
    this.touched = registry.touched();
    this.decisions = new Decisions(settings.linking().maxDecisions());
    this.erased = new Erased(settings.maxErased());
    this.persons = new PersonGraph(settings, linker, nodes, registry.matches(), decisions);
    this.publisher = new Publisher(resolutions, linker, persons, registry.doubts(), decisions);
    this.parts = new ResolverParts(registry, decisions, erased, persons, publisher);
  }

  /**
   * Adds a record, or brings the one of its id up to date if it is older: values that the new one
   * lacks stay.
   *
   * @param sameAs the customer id that the record says is the same person; null if it says nothing
   * @return false if it is older than what is known of the id, or nothing new
   */
  public boolean add(PersonRecord told, String sameAs) {
    String id = told.id();
    PersonRecord known = linker.records().record(id);
    Node node = nodes.of(id);
    PersonRecord record = known == null ? told : told.over(known);
    String named = sameAs == null && node != null ? node.sameAs() : sameAs;
    String same = id.equals(named) ? null : named;
    if (erased.covers(id, record.time())
        || (same != null && erased.covers(same, record.time()))
        || (known != null && older(record, same, known, node))) {
      return false;
    }
    passed(record.time());
    registry.drop(id);
    if (!record.isEmpty() || same != null) {
      PersonRecord oldest = linker.oldest();
      if (oldest != null) {
        registry.drop(oldest.id());
        evicted++;
      }
      long firstSeen = node == null ? record.time() : Math.min(node.firstSeen(), record.time());
      registry.add(record, new Node(firstSeen, newest, same));
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
    registry.drop(id);
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
    touched.pairs().add(pair);
    touched.doubted().add(pair);
    touched.ids().add(pair.first());
    touched.ids().add(pair.second());
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
      registry.drop(member);
      for (PairDecision decision : decisions.of(member)) {
        decisions.remove(decision.pair());
        apply(decision.pair());
        parts.decided();
      }
      registry.unname(member);
      erased.add(member, time);
      publisher.withdraw(member);
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
        registry.drop(next.id());
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

  /** Brings links and doubts up to date, and tells of all changes. */
  private void finish() {
    parts.changed();
    registry.mend(newest);
    touched.pairs().forEach(persons::refresh);
    publisher.publish(touched.ids(), touched.doubted(), newest);
    touched.clear();
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
    // Accounts remember the versions of their memberships: they must not begin again.
    return linker.size() == 0
        && decisions.size() == 0
        && erased.size() == 0
        && publisher.version() == 0;
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
