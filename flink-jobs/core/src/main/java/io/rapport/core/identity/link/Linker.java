package io.rapport.core.identity.link;

import io.rapport.core.hash.Hash64;
import io.rapport.core.identity.person.Person;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.PersonStandardiser;
import io.rapport.core.identity.settings.IdentitySettings;
import io.rapport.core.identity.weight.HouseholdGuard;
import io.rapport.core.identity.weight.MatchWeights;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Links person records to customers, one at a time, and learns the weights of the evidence from the
 * same records, without labels.
 *
 * <p>A record joins the customer whose members it resembles most, judged by the mean and the best
 * of its pairs with them: the best pair alone would chain strangers. As weights improve, earlier
 * records are linked again, a fixed number for each new one. All state is bounded by the settings;
 * the same records in the same order give the same customers.
 */
public final class Linker {

  private static final int NONE = -1;

  /** Members of a customer that may be of two persons although each resembles another. */
  private static final int SMALLEST_DOUBTFUL = 3;

  private final IdentitySettings settings;
  private final PersonStandardiser standardiser = new PersonStandardiser();
  private final BlockingKeys blocking = new BlockingKeys();
  private final BlockIndex index = new BlockIndex(BlockingKeys.MOST);
  private final Evidence evidence;
  private final Candidates candidates;
  private final Customers customers;
  private final Conflicts conflicts;
  private final Object2IntOpenHashMap<String> slots = new Object2IntOpenHashMap<>();
  private final Comparisons pairs = new Comparisons();
  private Person[] people = new Person[16];
  private long arrived;
  private long learned;

  /**
   * A linker that has seen nothing.
   *
   * @param assignments told of every record's customer, and of every change
   */
  public Linker(IdentitySettings settings, Assignments assignments) {
    this.settings = settings;
    this.evidence = new Evidence(settings);
    this.customers = new Customers(assignments, slot -> people[slot].id());
    this.candidates = new Candidates(index, settings.maxBucket(), settings.maxCandidates());
    this.conflicts = new Conflicts(settings.maxConflicts());
    slots.defaultReturnValue(NONE);
  }

  /** Links a record. A record whose id is known replaces the one before. */
  public LinkDecision add(PersonRecord record) {
    Person person = standardiser.standardise(record);
    evidence.add(person);
    compareWithStrangers(person);
    int slot = take(person);
    LinkDecision decision = place(slot, null);
    arrived++;
    if (arrived % settings.learnEvery() == 0) {
      learn();
    }
    for (int i = 0; i < settings.revisits(); i++) {
      revisit(slotOf(arrived / 2 - i));
    }
    return decision;
  }

  /**
   * Links every record that is kept again, the oldest first, with the weights learned so far: once
   * at the end of a file, or from time to time on a stream.
   */
  public void settle() {
    learn();
    for (long number = Math.max(0, arrived - settings.maxRecords()); number < arrived; number++) {
      revisit(slotOf(number));
    }
  }

  /**
   * Keeps two records apart, because somebody said that they are of two persons.
   *
   * @return whether they were of one customer before
   */
  public boolean separate(String record, String other) {
    conflicts.add(record, other);
    int slot = slots.getInt(record);
    int second = slots.getInt(other);
    if (slot == NONE || second == NONE || customers.of(slot) != customers.of(second)) {
      return false;
    }
    relink(slot);
    return true;
  }

  /** Takes back that two records are of two persons; they may be linked again when looked at. */
  public void reconcile(String record, String other) {
    conflicts.remove(record, other);
  }

  /** The number of the customer of a record; -1 if the record is not kept. */
  public long customer(String record) {
    int slot = slots.getInt(record);
    return slot == NONE ? NONE : customers.of(slot).number();
  }

  /** The ids of a customer's records that are kept, for a record of it. */
  public List<String> together(String record) {
    int slot = slots.getInt(record);
    List<String> ids = new ArrayList<>();
    if (slot != NONE) {
      customers.of(slot).members().forEach(member -> ids.add(people[member].id()));
    }
    return ids;
  }

  /**
   * One sentence on two records that are kept: what speaks for one person, and what against.
   *
   * @throws IllegalArgumentException if one of them is not kept
   */
  public String describe(String record, String other) {
    int slot = slots.getInt(record);
    int second = slots.getInt(other);
    if (slot == NONE || second == NONE) {
      throw new IllegalArgumentException("Not kept: " + (slot == NONE ? record : other) + ".");
    }
    double probability = MatchWeights.probability(bits(slot, second) + priorBits());
    return evidence.explain(
        "%s and %s are one person with probability %.3f".formatted(record, other, probability),
        people[slot],
        people[second]);
  }

  /** Pairs compared so far, for any reason. */
  public long comparisons() {
    return evidence.comparisons();
  }

  /** Records that are kept. */
  public int size() {
    return slots.size();
  }

  /** Keeps households apart, as learned so far. */
  public HouseholdGuard guard() {
    return evidence.guard();
  }

  /** The weights learned so far. */
  public MatchWeights weights() {
    return evidence.weights();
  }

  private void learn() {
    evidence.learn(priorBits());
    learned++;
  }

  /** Pairs drawn at random show how strangers agree. */
  private void compareWithStrangers(Person person) {
    int stored = Math.toIntExact(Math.min(arrived, settings.maxRecords()));
    for (int i = 0; i < settings.randomPairs() && stored > 0; i++) {
      long draw = Hash64.draw(settings.seed(), arrived * settings.randomPairs() + i);
      Person stranger = people[(int) (Hash64.unit(draw) * stored)];
      if (stranger != null) {
        evidence.addStrangers(person, stranger);
      }
    }
  }

  /** Gives a person a slot, that of the oldest record when all are taken. */
  private int take(Person person) {
    int before = slots.getInt(person.id());
    if (before != NONE) {
      forget(before);
    }
    int slot = slotOf(arrived);
    if (slot >= people.length) {
      int size = Math.min(settings.maxRecords(), 2 * people.length);
      people = Arrays.copyOf(people, size);
    }
    if (people[slot] != null) {
      forget(slot);
    }
    people[slot] = person;
    slots.put(person.id(), slot);
    index.add(slot, blocking.of(person));
    return slot;
  }

  private void forget(int slot) {
    slots.removeInt(people[slot].id());
    index.remove(slot);
    customers.forget(slot);
    people[slot] = null;
  }

  private int slotOf(long number) {
    return number < 0 ? NONE : (int) (number % settings.maxRecords());
  }

  private void revisit(int slot) {
    boolean affordable = comparisons() < (long) settings.maxComparisons() * arrived;
    if (affordable && slot >= 0 && slot < people.length && people[slot] != null) {
      relink(slot);
    }
  }

  private void relink(int slot) {
    if (doubtful(slot)) {
      regroup(customers.of(slot));
    }
    place(slot, customers.leave(slot));
  }

  /** Whether a record is unlike another of its customer. */
  private boolean doubtful(int slot) {
    IntArrayList members = chosen(customers.of(slot));
    if (members.size() < SMALLEST_DOUBTFUL) {
      return false;
    }
    for (int member : members) {
      if (member != slot && bits(slot, member) < needed(settings.linkConfidence())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes a customer apart whose members turn out to be of several persons. Only so many members
   * are looked at as a customer is compared by; the others stay with the first group.
   */
  private void regroup(Customer customer) {
    if (!customer.changedSinceRegrouped(learned)) {
      return;
    }
    IntArrayList members = new IntArrayList(chosen(customer));
    double[][] weights = new double[members.size()][members.size()];
    for (int a = 0; a < weights.length; a++) {
      for (int b = 0; b < a; b++) {
        weights[a][b] = bits(members.getInt(a), members.getInt(b));
        weights[b][a] = weights[a][b];
      }
    }
    List<List<Integer>> groups =
        Grouping.of(weights, needed(settings.linkConfidence()), this::joint);
    for (List<Integer> group : groups.subList(1, groups.size())) {
      Customer apart = customers.found();
      for (int at : group) {
        int slot = members.getInt(at);
        customers.leave(slot);
        customers.join(slot, apart, customer);
      }
    }
  }

  /**
   * Chooses the customer of a record.
   *
   * @param own its customer until now, without it; null for a new record
   * @return the decision; null unless the record is new
   */
  private LinkDecision place(int slot, Customer own) {
    pairs.start(slot);
    for (int candidate : candidates.of(blocking.of(people[slot]), slot, slots.size())) {
      pairs.compare(candidate);
      if (own == null) {
        evidence.addCandidates(needed(settings.linkConfidence()));
      }
    }
    if (own != null && own.size() > 0) {
      pairs.compare(own.members().getInt(own.size() - 1));
    }
    List<Comparisons.Likeness> likely = pairs.likely(needed(settings.reviewConfidence()));
    likely.removeIf(likeness -> conflicting(slot, likeness.customer()));
    Comparisons.Likeness best = likely.isEmpty() ? null : likely.get(0);
    if (best == null || best.bits() < needed(settings.linkConfidence())) {
      Customer alone = own != null && own.size() == 0 ? own : customers.found();
      customers.join(slot, alone, own);
      if (own != null) {
        return null;
      }
      return best == null ? novel(slot) : decision(LinkDecision.Kind.REVIEW, slot, best);
    }
    customers.join(slot, best.customer(), own);
    for (Comparisons.Likeness second : likely.subList(1, likely.size())) {
      if (second.bits() >= needed(settings.linkConfidence())) {
        mergeIfAlike(customers.of(slot), second.customer());
      }
    }
    return own == null ? decision(LinkDecision.Kind.LINK, slot, best) : null;
  }

  /** Merges two customers if their members resemble each other as those of one do. */
  private void mergeIfAlike(Customer a, Customer b) {
    double sum = 0;
    double best = Double.NEGATIVE_INFINITY;
    int count = 0;
    for (int left : chosen(a)) {
      if (conflicting(left, b)) {
        return;
      }
      for (int right : chosen(b)) {
        double bits = bits(left, right);
        sum += bits;
        best = Math.max(best, bits);
        count++;
      }
    }
    if (joint(sum / count, best) >= needed(settings.linkConfidence())) {
      customers.merge(a, b);
    }
  }

  private boolean conflicting(int slot, Customer customer) {
    if (conflicts.isEmpty()) {
      return false;
    }
    for (int member : customer.members()) {
      if (conflicts.contains(people[slot].id(), people[member].id())) {
        return true;
      }
    }
    return false;
  }

  private double joint(double mean, double best) {
    return settings.meanShare() * mean + (1 - settings.meanShare()) * best;
  }

  /** The members of a customer that stand for all: at most so many, evenly spread. */
  private IntArrayList chosen(Customer customer) {
    IntArrayList members = customer.members();
    int most = settings.maxMembers();
    if (members.size() <= most) {
      return members;
    }
    IntArrayList chosen = new IntArrayList(most);
    for (int i = 0; i < most; i++) {
      chosen.add(members.getInt((int) ((long) i * members.size() / most)));
    }
    return chosen;
  }

  private double bits(int slot, int other) {
    return evidence.bits(people[slot], people[other], needed(settings.reviewConfidence()));
  }

  /**
   * log2 of the odds that two records drawn at random are of one person: the matches of a record,
   * counted on the customers found so far and damped, over all other records.
   */
  private double priorBits() {
    double others = Math.max(settings.population(), slots.size());
    double seen =
        2.0 * customers.linkedPairs() + settings.matchesPerRecord() * settings.population();
    double matches = seen / (slots.size() + settings.population());
    return MatchWeights.log2(Math.min(matches, settings.maxMatchesPerRecord()) / others);
  }

  /** Bits of evidence from which a confidence is reached. */
  private double needed(double confidence) {
    return MatchWeights.log2(confidence / (1 - confidence)) - priorBits();
  }

  private LinkDecision novel(int slot) {
    return new LinkDecision(
        people[slot].id(),
        LinkDecision.Kind.NEW,
        customers.of(slot).number(),
        NONE,
        null,
        0,
        "No record resembles this one enough.");
  }

  private LinkDecision decision(LinkDecision.Kind kind, int slot, Comparisons.Likeness likeness) {
    Person match = people[likeness.closest()];
    double confidence = MatchWeights.probability(likeness.bits() + priorBits());
    String verdict =
        (kind == LinkDecision.Kind.LINK ? "Same person as " : "Perhaps the same person as ")
            + match.id();
    return new LinkDecision(
        people[slot].id(),
        kind,
        customers.of(slot).number(),
        customers.of(likeness.closest()).number(),
        match.id(),
        confidence,
        evidence.explain(verdict, people[slot], match));
  }

  /** The pairs of one record with others, by the others' customers. */
  private final class Comparisons {

    /** The likeness of a record to a customer, in bits, and the most similar member. */
    record Likeness(Customer customer, int closest, double bits) {}

    private final IntArrayList others = new IntArrayList();
    private double[] bits = new double[16];
    private int slot;

    void start(int record) {
      slot = record;
      others.clear();
    }

    double compare(int other) {
      int known = others.indexOf(other);
      if (known >= 0) {
        return bits[known];
      }
      if (others.size() == bits.length) {
        bits = Arrays.copyOf(bits, 2 * bits.length);
      }
      double weight = Linker.this.bits(slot, other);
      bits[others.size()] = weight;
      others.add(other);
      return weight;
    }

    /** The customers that the record resembles so much, most similar first. */
    List<Likeness> likely(double least) {
      List<Customer> near = new ArrayList<>();
      for (int i = 0; i < others.size(); i++) {
        Customer customer = customers.of(others.getInt(i));
        if (bits[i] >= least && !near.contains(customer)) {
          near.add(customer);
        }
      }
      List<Likeness> all = new ArrayList<>();
      for (Customer customer : near) {
        Likeness likeness = likeness(customer);
        if (likeness.bits() >= least) {
          all.add(likeness);
        }
      }
      all.sort(
          (a, b) -> {
            int byBits = Double.compare(b.bits(), a.bits());
            return byBits != 0
                ? byBits
                : Long.compare(a.customer().number(), b.customer().number());
          });
      return all;
    }

    private Likeness likeness(Customer customer) {
      double sum = 0;
      double best = Double.NEGATIVE_INFINITY;
      int closest = NONE;
      IntArrayList members = chosen(customer);
      for (int member : members) {
        double weight = compare(member);
        sum += weight;
        if (weight > best) {
          best = weight;
          closest = member;
        }
      }
      return new Likeness(customer, closest, joint(sum / members.size(), best));
    }
  }
}
