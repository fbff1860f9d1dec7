package io.rapport.core.identity.link;

import io.rapport.core.hash.Hash64;
import io.rapport.core.identity.compare.PairComparer;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.PersonStandardiser;
import io.rapport.core.identity.settings.IdentitySettings;
import io.rapport.core.identity.weight.Dependence;
import io.rapport.core.identity.weight.HouseholdGuard;
import io.rapport.core.identity.weight.MatchWeights;
import io.rapport.core.identity.weight.PairSample;
import io.rapport.core.identity.weight.PairScorer;
import io.rapport.core.identity.weight.Peers;
import io.rapport.core.identity.weight.SeenPopulation;
import io.rapport.core.identity.weight.SharedValues;
import io.rapport.core.identity.weight.TermFrequencies;
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

  /** Fields by which peers of a record are drawn. */
  private static final int PEERS = 2;

  /** Members of a customer that may be of two persons although each resembles another. */
  private static final int SMALLEST_DOUBTFUL = 3;

  private final IdentitySettings settings;
  private final Assignments assignments;
  private final PersonStandardiser standardiser = new PersonStandardiser();
  private final BlockingKeys blocking = new BlockingKeys();
  private final BlockIndex index = new BlockIndex(BlockingKeys.MOST);
  private final TermFrequencies frequencies;
  private final SharedValues shared;
  private final MatchWeights weights;
  private final Dependence dependence;
  private final Peers peers;
  private final PairScorer scorer;
  private final PairSample sample;
  private final HouseholdGuard guard;
  private final Candidates candidates;
  private final Explainer explainer;
  private final Conflicts conflicts;
  private final Object2IntOpenHashMap<String> slots = new Object2IntOpenHashMap<>();
  private final Comparisons pairs = new Comparisons();
  private Person[] people = new Person[16];
  private Customer[] customers = new Customer[16];
  private long arrived;
  private long founded;
  private long linkedPairs;

  /**
   * A linker that has seen nothing.
   *
   * @param assignments told of every record's customer, and of every change
   */
  public Linker(IdentitySettings settings, Assignments assignments) {
    this.settings = settings;
    this.assignments = assignments;
    this.frequencies = new TermFrequencies(settings.frequencyWidth());
    this.shared = new SharedValues(settings.namesPerValue(), settings.maxSharedValues());
    PairComparer comparer =
        new PairComparer(new SeenPopulation(frequencies, shared, settings.usualCount()));
    this.weights = new MatchWeights(comparer, settings);
    this.dependence = new Dependence(weights);
    this.scorer = new PairScorer(comparer, weights, frequencies, dependence, settings);
    this.peers = new Peers(settings.peers());
    this.sample = new PairSample(settings.reservoir(), settings.seed());
    this.guard = new HouseholdGuard(settings);
    this.candidates = new Candidates(index, settings.maxBucket(), settings.maxCandidates());
    this.explainer = new Explainer(comparer);
    this.conflicts = new Conflicts(settings.maxConflicts());
    slots.defaultReturnValue(NONE);
  }

  /** Links a record. A record whose id is known replaces the one before. */
  public LinkDecision add(PersonRecord record) {
    Person person = standardiser.standardise(record);
    frequencies.add(person);
    shared.add(person);
    compareWithStrangers(person);
    compareWithPeers(person);
    int slot = take(person);
    LinkDecision decision = place(slot, null);
    arrived++;
    if (arrived % settings.learnEvery() == 0) {
      weights.learn(sample, priorBits(), guard::forbids);
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
    weights.learn(sample, priorBits(), guard::forbids);
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
    if (slot == NONE || second == NONE || customers[slot] != customers[second]) {
      return false;
    }
    revisit(slot);
    return true;
  }

  /** The number of the customer of a record; -1 if the record is not kept. */
  public long customer(String record) {
    int slot = slots.getInt(record);
    return slot == NONE ? NONE : customers[slot].number();
  }

  /** The ids of a customer's records that are kept, for a record of it. */
  public List<String> together(String record) {
    int slot = slots.getInt(record);
    List<String> ids = new ArrayList<>();
    if (slot != NONE) {
      customers[slot].members().forEach(member -> ids.add(people[member].id()));
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
    double bits = bits(slot, second);
    double probability = MatchWeights.probability(bits + priorBits());
    return explainer.explain(
        "%s and %s are one person with probability %.3f".formatted(record, other, probability),
        people[slot],
        scorer.levels(),
        scorer.bits());
  }

  /** Pairs compared so far, for any reason. */
  public long comparisons() {
    return scorer.comparisons();
  }

  /** Records that are kept. */
  public int size() {
    return slots.size();
  }

  /** Keeps households apart, as learned so far. */
  public HouseholdGuard guard() {
    return guard;
  }

  /** The weights learned so far. */
  public MatchWeights weights() {
    return weights;
  }

  /** Pairs drawn at random show how strangers agree. */
  private void compareWithStrangers(Person person) {
    int stored = Math.toIntExact(Math.min(arrived, settings.maxRecords()));
    for (int i = 0; i < settings.randomPairs() && stored > 0; i++) {
      long draw = Hash64.draw(settings.seed(), arrived * settings.randomPairs() + i);
      Person stranger = people[(int) (Hash64.unit(draw) * stored)];
      if (stranger != null) {
        scorer.score(person, stranger);
        weights.observeRandom(scorer.levels());
      }
    }
  }

  /** Strangers with one value in common show what follows from it; two fields in turn. */
  private void compareWithPeers(Person person) {
    for (int i = 0; i < PEERS; i++) {
      Field equal = Peers.field((int) ((PEERS * arrived + i) % Peers.fields()));
      Person peer = peers.replace(equal, person);
      if (peer != null) {
        scorer.score(person, peer);
        if (Peers.strangers(scorer.levels(), equal)) {
          dependence.observe(equal, scorer.levels());
        }
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
      customers = Arrays.copyOf(customers, size);
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
    leave(slot);
    customers[slot] = null;
    people[slot] = null;
  }

  private int slotOf(long number) {
    return number < 0 ? NONE : (int) (number % settings.maxRecords());
  }

  private void revisit(int slot) {
    if (slot >= 0 && slot < people.length && people[slot] != null) {
      if (doubtful(slot)) {
        regroup(customers[slot]);
      }
      Customer own = customers[slot];
      leave(slot);
      place(slot, own);
    }
  }

  /** Whether a record is unlike another of its customer. */
  private boolean doubtful(int slot) {
    IntArrayList members = chosen(customers[slot]);
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
      Customer apart = new Customer(founded++);
      for (int at : group) {
        int slot = members.getInt(at);
        leave(slot);
        assign(slot, apart, customer);
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
        sample.offer(scorer.levels(), scorer.correction());
        guard.observe(scorer.levels(), scorer.bits(), needed(settings.linkConfidence()));
      }
    }
    if (own != null && own.size() > 0) {
      pairs.compare(own.members().getInt(own.size() - 1));
    }
    List<Comparisons.Likeness> likely = pairs.likely(needed(settings.reviewConfidence()));
    likely.removeIf(likeness -> conflicting(slot, likeness.customer()));
    Comparisons.Likeness best = likely.isEmpty() ? null : likely.get(0);
    if (best == null || best.bits() < needed(settings.linkConfidence())) {
      Customer alone = own != null && own.size() == 0 ? own : new Customer(founded++);
      assign(slot, alone, own);
      if (own != null) {
        return null;
      }
      return best == null ? novel(slot) : decision(LinkDecision.Kind.REVIEW, slot, best);
    }
    assign(slot, best.customer(), own);
    for (Comparisons.Likeness second : likely.subList(1, likely.size())) {
      if (second.bits() >= needed(settings.linkConfidence())) {
        mergeIfAlike(customers[slot], second.customer());
      }
    }
    return own == null ? decision(LinkDecision.Kind.LINK, slot, best) : null;
  }

  private void leave(int slot) {
    customers[slot].remove(slot);
    linkedPairs -= customers[slot].size();
  }

  private void assign(int slot, Customer customer, Customer before) {
    linkedPairs += customer.size();
    customer.add(slot);
    customers[slot] = customer;
    if (customer != before) {
      assignments.assigned(people[slot].id(), customer.number());
    }
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
      linkedPairs += (long) a.size() * b.size();
      Customer kept = a.number() < b.number() ? a : b;
      Customer gone = kept == a ? b : a;
      for (int slot : gone.members()) {
        kept.add(slot);
        customers[slot] = kept;
        assignments.assigned(people[slot].id(), kept.number());
      }
      gone.members().clear();
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

  /** The weight of a pair; one that the household's guard forbids is at most reviewed. */
  private double bits(int slot, int other) {
    double bits = scorer.score(people[slot], people[other]);
    return guard.forbids(scorer.levels())
        ? Math.min(bits, needed(settings.reviewConfidence()))
        : bits;
  }

  /**
   * log2 of the odds that two records drawn at random are of one person: the matches of a record,
   * counted on the customers found so far and damped, over all other records.
   */
  private double priorBits() {
    double others = Math.max(settings.population(), slots.size());
    double seen = 2.0 * linkedPairs + settings.matchesPerRecord() * settings.population();
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
        customers[slot].number(),
        NONE,
        null,
        0,
        "No record resembles this one enough.");
  }

  private LinkDecision decision(LinkDecision.Kind kind, int slot, Comparisons.Likeness likeness) {
    Person match = people[likeness.closest()];
    scorer.score(people[slot], match);
    double confidence = MatchWeights.probability(likeness.bits() + priorBits());
    String verdict =
        (kind == LinkDecision.Kind.LINK ? "Same person as " : "Perhaps the same person as ")
            + match.id();
    return new LinkDecision(
        people[slot].id(),
        kind,
        customers[slot].number(),
        customers[likeness.closest()].number(),
        match.id(),
        confidence,
        explainer.explain(verdict, people[slot], scorer.levels(), scorer.bits()));
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
        Customer customer = customers[others.getInt(i)];
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
