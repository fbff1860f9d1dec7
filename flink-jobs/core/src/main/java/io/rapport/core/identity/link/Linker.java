package io.rapport.core.identity.link;

import io.rapport.core.hash.Hash64;
import io.rapport.core.identity.person.Person;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.PersonStandardiser;
import io.rapport.core.identity.settings.IdentitySettings;
import io.rapport.core.identity.weight.HouseholdGuard;
import io.rapport.core.identity.weight.MatchWeights;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;

/**
 * Links person records to customers, one at a time, and learns the weights of the evidence from the
 * same records, without labels.
 *
 * <p>A record joins the customer whose members it resembles most, judged by the mean and the best
 * of its pairs with them: the best pair alone would chain strangers. As weights improve, earlier
 * records are linked again, a fixed number for each new one. All state is bounded by the settings;
 * the same records in the same order give the same customers.
 *
 * <p>Packed, a linker is a part for each slot and a head. What follows from the kept records is
 * computed again: a linker that was packed and restored decides as one that was not.
 */
public final class Linker {

  private static final int NONE = RecordTable.NONE;

  private final IdentitySettings settings;
  private final Assignments assignments;
  private final PersonStandardiser standardiser = new PersonStandardiser();
  private final RecordTable records;
  private final Evidence evidence;
  private final Customers customers;
  private final Conflicts conflicts;
  private final Likelihoods likelihoods;
  private final Placement placement;
  private final Regrouping regrouping;
  private final LinkedRecords linked;
  private final IntOpenHashSet changed = new IntOpenHashSet();

  /**
   * A linker that has seen nothing.
   *
   * @param assignments told of every record's customer, and of every change
   */
  public Linker(IdentitySettings settings, Assignments assignments) {
    this.settings = settings;
    this.assignments = assignments;
    this.records = new RecordTable(settings.maxRecords());
    this.evidence = new Evidence(settings, records::at);
    this.customers =
        new Customers(assignments, slot -> records.at(slot).id(), slot -> changed.add(slot));
    this.conflicts = new Conflicts(settings.maxDecisions());
    this.likelihoods = new Likelihoods(settings, records, customers, evidence);
    this.placement = new Placement(settings, records, customers, conflicts, evidence, likelihoods);
    this.linked = new LinkedRecords(records, customers, evidence, likelihoods);
    this.regrouping = new Regrouping(customers, likelihoods, slot -> changed.add(slot));
  }

  /** Links a record. A record whose id is known replaces the one before. */
  public LinkDecision add(PersonRecord record) {
    Person person = standardiser.standardise(record);
    remove(record.id());
    records.makeWay();
    int place = records.slotOf(records.arrived());
    forget(place);
    evidence.add(person, place);
    compareWithStrangers(person);
    int slot = records.add(person);
    LinkDecision decision = decision(slot, place(slot, null));
    long arrived = records.arrived();
    if (arrived % settings.learnEvery() == 0) {
      learn();
    }
    for (int i = 0; i < settings.revisits(); i++) {
      revisit(records.slotOf(arrived / 2 - i));
    }
    return decision;
  }

  /**
   * Forgets a record. What its pairs taught about levels stays: it names nobody.
   *
   * @return whether it was kept
   */
  public boolean remove(String record) {
    return forget(records.slot(record));
  }

  /** The record that comes next in {@link #settle(int)}; null if there is none. */
  public PersonRecord toSettle() {
    Person person = records.at(records.peek());
    return person == null ? null : person.record();
  }

  /** The record that the next one takes the place of; null if there is none. */
  public PersonRecord oldest() {
    records.makeWay();
    Person person = records.at(records.slotOf(records.arrived()));
    return person == null ? null : person.record();
  }

  /**
   * Links every record that is kept again, the oldest first, with the weights learned so far: once
   * at the end of a file, or from time to time on a stream.
   */
  public void settle() {
    startSettling();
    settle(Integer.MAX_VALUE);
  }

  /** Begins to link every record again, with fresh weights. */
  public void startSettling() {
    learn();
    records.rewind();
  }

  /**
   * Links at most so many records again.
   *
   * @return whether records are left
   */
  public boolean settle(int most) {
    for (int i = 0; i < most && records.hasNext(); i++) {
      revisit(records.next());
    }
    return records.hasNext();
  }

  /**
   * Keeps two records apart, because somebody said that they are of two persons.
   *
   * @return whether they were of one customer before
   */
  public boolean separate(String record, String other) {
    conflicts.add(record, other);
    int slot = records.slot(record);
    int second = records.slot(other);
    if (slot == NONE || second == NONE || customers.of(slot) != customers.of(second)) {
      return false;
    }
    relink(slot);
    return true;
  }

  /** As {@link #separate}, for records that are not of one customer. */
  public void keepApart(String record, String other) {
    conflicts.add(record, other);
  }

  /** Takes back that two records are of two persons; they may be linked again when looked at. */
  public void reconcile(String record, String other) {
    conflicts.remove(record, other);
  }

  /** Links a record again, as if it had just come. Nothing happens to one that is not kept. */
  public void reconsider(String record) {
    int slot = records.slot(record);
    if (slot != NONE) {
      relink(slot);
    }
  }

  /** The records that are kept, and their customers. */
  public LinkedRecords records() {
    return linked;
  }

  /** Pairs compared so far, for any reason. */
  public long comparisons() {
    return evidence.comparisons();
  }

  /** Records that are kept. */
  public int size() {
    return records.size();
  }

  /** Keeps households apart, as learned so far. */
  public HouseholdGuard guard() {
    return evidence.guard();
  }

  /** The weights learned so far. */
  public MatchWeights weights() {
    return evidence.weights();
  }

  /** The slots whose packed form has changed since they were last cleared. */
  public IntSet changed() {
    return changed;
  }

  private void learn() {
    evidence.learn(likelihoods.priorBits());
  }

  /** Pairs drawn at random show how strangers agree. */
  private void compareWithStrangers(Person person) {
    long arrived = records.arrived();
    int stored = Math.toIntExact(Math.min(arrived, settings.maxRecords()));
    for (int i = 0; i < settings.randomPairs() && stored > 0; i++) {
      long draw = Hash64.draw(settings.seed(), arrived * settings.randomPairs() + i);
      Person stranger = records.at((int) (Hash64.unit(draw) * stored));
      if (stranger != null) {
        evidence.addStrangers(person, stranger);
      }
    }
  }

  private boolean forget(int slot) {
    Person person = records.at(slot);
    if (person == null) {
      return false;
    }
    evidence.remove(person);
    customers.forget(slot);
    records.remove(slot);
    changed.add(slot);
    return true;
  }

  private void revisit(int slot) {
    boolean affordable = comparisons() < (long) settings.maxComparisons() * records.arrived();
    if (affordable && records.at(slot) != null) {
      relink(slot);
    }
  }

  private void relink(int slot) {
    regrouping.regroup(slot, evidence.learned());
    place(slot, customers.leave(slot));
  }

  private Placement.Outcome place(int slot, Customer own) {
    Placement.Outcome outcome = placement.place(slot, own);
    Comparisons.Likeness best = outcome.linked() ? null : outcome.best();
    assignments.doubtful(
        records.at(slot).id(),
        best == null ? null : records.at(best.closest()).id(),
        best == null ? 0 : likelihoods.probability(best.bits()));
    return outcome;
  }

  private LinkDecision decision(int slot, Placement.Outcome outcome) {
    String id = records.at(slot).id();
    long number = customers.of(slot).number();
    Comparisons.Likeness best = outcome.best();
    if (best == null) {
      return LinkDecision.alone(id, number);
    }
    String match = records.at(best.closest()).id();
    String verdict = outcome.linked() ? "Same person as " : "Perhaps the same person as ";
    return new LinkDecision(
        id,
        outcome.linked() ? LinkDecision.Kind.LINK : LinkDecision.Kind.REVIEW,
        number,
        customers.of(best.closest()).number(),
        match,
        likelihoods.probability(best.bits()),
        linked.explain(verdict + match, id, match));
  }

  /** The packed form of this linker. */
  public LinkerParts parts() {
    return new LinkerParts(standardiser, records, customers, evidence);
  }
}
