package io.rapport.core.identity.resolve;

import io.rapport.core.identity.graph.Edge;
import io.rapport.core.identity.link.Linker;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.state.Parted;
import io.rapport.core.state.PartedFormat;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Resolves the customer ids of one site to persons: by the likeness of their records, by records
 * that name others, and by decisions of people. Each call tells {@link Resolutions} of all that it
 * changed.
 *
 * <p>Bounded by its settings. Of an id one record of each source is kept, that with the newest
 * event time; compared is the one of all, which has the newest value of each role. What a record
 * did is undone when it goes; only what its pairs taught about levels of agreement stays, which
 * names nobody.
 */
public final class Resolver implements Parted {

  private final ResolverSettings settings;
  private final Resolutions resolutions;
  private final Registry registry;
  private final Linker linker;
  private final Nodes nodes;
  private final Registry.Touched touched;
  private final Decisions decisions;
  private final Erased erased;
  private final PersonGraph persons;
  private final Publisher publisher;
  private final ResolverParts parts;
  private final DecisionEffects effects;
  private long newest = Long.MIN_VALUE;
  private long evicted;
  private long evictedSources;

  /** A resolver that knows nobody. */
  public Resolver(ResolverSettings settings, Resolutions resolutions) {
    this.settings = settings;
    this.resolutions = resolutions;
    this.registry = new Registry(settings);
    this.linker = registry.linker();
    this.nodes = registry.nodes();
    this.touched = registry.touched();
    this.decisions = new Decisions(settings.linking().maxDecisions());
    this.erased = new Erased(settings.maxErased());
    this.persons = new PersonGraph(settings, nodes, registry.matches(), decisions);
    this.publisher = new Publisher(resolutions, linker, persons, registry.doubts(), decisions);
    this.parts = new ResolverParts(registry, decisions, erased, persons, publisher);
    this.effects = new DecisionEffects(settings, registry, decisions, persons, parts);
  }

  /**
   * Adds a record, or brings the one of its id and source up to date if it is older: values that
   * the new one lacks stay. A record of an unknown id that is older than an erasure is not added if
   * it names the erased id, or is like the erased person's records. The one that names the erased
   * id is the same person by its own word: its id is erased as the others were.
   *
   * @param sameAs the customer id that the record says is the same person; null if it says nothing
   * @return false if it is older than what is known of the id, or nothing new, or was erased
   */
  public boolean add(PersonRecord told, String sameAs) {
    String id = told.id();
    Node node = nodes.of(id);
    SourceRecords known = node == null ? SourceRecords.NONE : node.sources();
    if (erased.covers(id, told.time())) {
      return false;
    }
    Erased.Request named = sameAs == null ? null : erased.covering(sameAs, told.time());
    if (named != null && node == null) {
      eraseLate(told, named);
    }
    if (named != null || (node == null && erased.resembles(told))) {
      return false;
    }
    SourceRecords records = known.with(told, sameAs, settings.maxSources());
    if (records.equals(known)) {
      return false;
    }
    passed(told.time());
    evictedSources += known.of(told.source()) == null && records.size() == known.size() ? 1 : 0;
    long firstSeen = node == null ? told.time() : Math.min(node.firstSeen(), told.time());
    replace(id, new Node(firstSeen, newest, records));
    return true;
  }

  /** Replaces all records of an id. */
  private void replace(String id, Node node) {
    registry.drop(id);
    PersonRecord whole = node.sources().isEmpty() ? null : node.sources().whole();
    if (whole == null || (whole.isEmpty() && node.sameAs() == null)) {
      effects.gone(id, newest);
    } else {
      PersonRecord oldest = linker.oldest();
      if (oldest != null) {
        registry.drop(oldest.id());
        effects.gone(oldest.id(), newest);
        evicted++;
      }
      registry.add(whole, node);
    }
    finish();
  }

  /**
   * Removes the record of an id that its source has deleted.
   *
   * @return false if a newer one of the source is known, or none
   */
  public boolean remove(String id, String source, long time) {
    Node node = nodes.of(id);
    SourceRecords.Sourced known = node == null ? null : node.sources().of(source);
    if (known == null || known.record().time() > time) {
      return false;
    }
    passed(time);
    replace(id, new Node(node.firstSeen(), node.lastSeen(), node.sources().without(source)));
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
        || !effects.add(decision)) {
      return false;
    }
    passed(decision.time());
    publisher.withdraw(pair);
    finish();
    return true;
  }

  /**
   * A removed person.
   *
   * @param ids all customer ids that were one with the erased one, itself among them
   * @param records kept of them
   */
  public record Erasure(Set<String> ids, int records) {}

  /**
   * Erases all that is known of a customer id and of those that are one person with it, and later
   * those of which a record arrives that was of the same person before.
   *
   * @param request its id
   */
  public Erasure erase(String id, long time, String request) {
    passed(time);
    Set<String> ids = new TreeSet<>(persons.members(id));
    int records = 0;
    for (String member : ids) {
      Node node = nodes.of(member);
      List<PersonRecord> known = node == null ? List.of() : node.sources().records();
      records += known.size();
      forget(member, known, new Erased.Request(request, time));
    }
    finish();
    return new Erasure(ids, records);
  }

  private void eraseLate(PersonRecord told, Erased.Request request) {
    forget(told.id(), List.of(told), request);
    finish();
    resolutions.erased(told.id(), request.id(), request.time());
  }

  private void forget(String id, List<PersonRecord> records, Erased.Request request) {
    registry.drop(id);
    effects.forget(id);
    registry.unname(id);
    erased.add(id, records, request);
    parts.forgotten();
    publisher.withdraw(id);
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
        effects.gone(next.id(), now);
      }
      more = linker.settle(1);
    }
    if (!more) {
      effects.expire(now);
    }
    finish();
    return more;
  }

  /**
   * The event time at which the retention of the first record, or decision that is not needed, is
   * over; the greatest for none.
   */
  public long expiry() {
    long first = effects.expiry();
    for (String id : nodes.ids()) {
      first = Math.min(first, nodes.of(id).lastSeen() + settings.retention());
    }
    return first;
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

  /** The numbers of what is kept. */
  public ResolverCounts counts() {
    return new ResolverCounts(
        linker.size(),
        linker.comparisons(),
        persons.links(),
        publisher.reviews(),
        publisher.people(),
        persons.shared(),
        persons.crowded(),
        decisions.size(),
        evicted,
        evictedSources,
        effects.evicted());
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

  /** The packed form: a part for each record, one for decisions, for erasures, and for the rest. */
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
