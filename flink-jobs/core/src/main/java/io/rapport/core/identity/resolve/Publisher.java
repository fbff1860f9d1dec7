package io.rapport.core.identity.resolve;

import io.rapport.core.identity.graph.Edge;
import io.rapport.core.identity.link.LinkedRecords;
import io.rapport.core.identity.link.Linker;
import io.rapport.core.identity.person.PersonRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells of what has changed since it was told last: memberships, identities and reviews. */
final class Publisher {

  private final Resolutions resolutions;
  private final LinkedRecords records;
  private final PersonGraph persons;
  private final Matches doubts;
  private final Decisions decisions;
  private final Map<String, String> told = new HashMap<>();
  private final Map<String, String> memberships = new HashMap<>(); // of those not alone
  private final Set<Edge> reviews = new HashSet<>();
  private int people;
  private long version;

  Publisher(
      Resolutions resolutions,
      Linker linker,
      PersonGraph persons,
      Matches doubts,
      Decisions decisions) {
    this.resolutions = resolutions;
    this.records = linker.records();
    this.persons = persons;
    this.doubts = doubts;
    this.decisions = decisions;
  }

  /**
   * Tells of changes.
   *
   * @param changed customer ids whose records or decisions have changed
   * @param doubted pairs whose doubt has changed
   */
  void publish(Set<String> changed, Set<Edge> doubted, long time) {
    Set<String> ids = new TreeSet<>();
    for (String id : persons.takeTouched()) {
      addPerson(id, ids);
    }
    changed.forEach(id -> addPerson(id, ids));
    Set<String> leaders = new TreeSet<>();
    Set<Edge> pairs = new TreeSet<>(doubted);
    for (String id : ids) {
      tell(id, time, leaders);
      Match doubt = doubts.of(id);
      if (doubt != null) {
        pairs.add(Edge.of(id, doubt.other()));
      }
      doubts.dependents(id).forEach(other -> pairs.add(Edge.of(id, other)));
    }
    leaders.forEach(id -> resolutions.identity(persons.identity(id, time)));
    pairs.forEach(this::review);
  }

  private void addPerson(String id, Set<String> to) {
    if (!to.contains(id)) {
      to.addAll(persons.members(id));
    }
  }

  /** Takes back the review of a pair that an earlier run may have told, and this one has not. */
  void withdraw(Edge pair) {
    if (!reviews.contains(pair)) {
      resolutions.reviewed(pair.first(), pair.second());
    }
  }

  /** Takes back what an earlier run may have told of an id, of which this one knows nothing. */
  void withdraw(String id) {
    if (!told.containsKey(id)) {
      resolutions.gone(id);
    }
  }

  private void tell(String id, long time, Set<String> leaders) {
    String before = told.get(id);
    String now = persons.person(id);
    if (now == null) {
      told.remove(id);
      if (before != null) {
        resolutions.gone(id);
      }
    } else {
      told.put(id, now);
      leaders.add(now);
      if (!now.equals(before) && !now.equals(id)) {
        resolutions.identity(Identity.pointer(id, now, time));
      }
    }
    people += (id.equals(now) ? 1 : 0) - (id.equals(before) ? 1 : 0);
    String whole = membership(id, now);
    if (!Objects.equals(whole, memberships.get(id))) {
      remember(id, whole);
      version++;
      resolutions.member(id, whole, version, time);
    }
  }

  /** The customer id of the whole that an id is part of; null if it is alone. */
  private String membership(String id, String person) {
    return person == null || persons.members(id).size() == 1 ? null : person;
  }

  private void remember(String id, String whole) {
    if (whole == null) {
      memberships.remove(id);
    } else {
      memberships.put(id, whole);
    }
  }

  private void review(Edge pair) {
    if (open(pair)) {
      reviews.add(pair);
      resolutions.review(reviewOf(pair));
    } else if (reviews.remove(pair)) {
      resolutions.reviewed(pair.first(), pair.second());
    }
  }

  private boolean open(Edge pair) {
    PairDecision decision = decisions.on(pair);
    return doubt(pair) != null
        && (decision == null || decision.kind() == PairDecision.Kind.UNDO)
        && !persons.together(pair);
  }

  private Match doubt(Edge pair) {
    for (String id : new String[] {pair.first(), pair.second()}) {
      Match doubt = doubts.of(id);
      if (doubt != null && doubt.other().equals(pair.beyond(id))) {
        return doubt;
      }
    }
    return null;
  }

  private Review reviewOf(Edge pair) {
    Match doubt = doubt(pair);
    return new Review(
        side(pair.first()),
        side(pair.second()),
        doubt.time(),
        doubt.confidence(),
        doubt.explanation());
  }

  private Review.Side side(String id) {
    PersonRecord record = records.record(id);
    Map<String, String> fields = new TreeMap<>();
    record.values().forEach((role, list) -> fields.put(role.label(), String.join(", ", list)));
    return new Review.Side(id, persons.person(id), persons.sources(id), fields);
  }

  /** Persons that were told of. */
  int people() {
    return people;
  }

  /** Pairs to be reviewed. */
  int reviews() {
    return reviews.size();
  }

  long version() {
    return version;
  }

  /** Restores what was told, from what is so. */
  void restore(long lastVersion, Set<String> ids, Set<Edge> doubted) {
    version = lastVersion;
    persons.takeTouched();
    for (String id : ids) {
      String person = persons.person(id);
      if (person != null) {
        told.put(id, person);
        remember(id, membership(id, person));
        people += id.equals(person) ? 1 : 0;
      }
    }
    doubted.stream().filter(this::open).forEach(reviews::add);
  }
}
