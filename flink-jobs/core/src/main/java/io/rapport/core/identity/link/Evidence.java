package io.rapport.core.identity.link;

import io.rapport.core.identity.compare.Corroboration;
import io.rapport.core.identity.compare.PairComparer;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
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
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.function.IntFunction;

/**
 * Weighs pairs of persons by what the records have taught. What is counted of values follows the
 * records that are kept; what was learned of levels stays when a record goes, because it holds no
 * value of anybody.
 */
final class Evidence {

  /** Fields by which peers of a record are drawn. */
  private static final int PEERS = 2;

  private final TermFrequencies frequencies;
  private final SharedValues shared;
  private final MatchWeights weights;
  private final Dependence dependence;
  private final Peers peers;
  private final PairScorer scorer;
  private final PairSample sample;
  private final HouseholdGuard guard;
  private final Explainer explainer;
  private final IntFunction<Person> people;
  private final boolean cautious;
  private long added;
  private long learned;

  /**
   * Nothing learned yet.
   *
   * @param people the records that are kept, by slot; null where there is none
   */
  Evidence(IdentitySettings settings, IntFunction<Person> people) {
    this.people = people;
    this.cautious = settings.cautious();
    this.frequencies = new TermFrequencies();
    this.shared = new SharedValues(settings.namesPerValue());
    PairComparer comparer =
        new PairComparer(new SeenPopulation(frequencies, shared, settings.usualCount()));
    this.weights = new MatchWeights(comparer, settings);
    this.dependence = new Dependence(weights);
    this.peers = new Peers(settings.peers());
    this.scorer = new PairScorer(comparer, weights, frequencies, dependence, settings);
    this.sample = new PairSample(settings.reservoir(), settings.seed());
    this.guard = new HouseholdGuard(settings);
    this.explainer = new Explainer(comparer);
  }

  /**
   * Counts the values of a record, and what follows from some of them.
   *
   * @param slot that the record will have
   */
  void add(Person person, int slot) {
    keep(person);
    for (int i = 0; i < PEERS; i++) {
      Field equal = Peers.field((int) ((PEERS * added + i) % Peers.fields()));
      Person peer = person.has(equal) ? peer(equal, person, slot) : null;
      if (peer != null) {
        scorer.score(person, peer);
        if (Peers.strangers(scorer.levels(), equal)) {
          dependence.observe(equal, scorer.levels());
        }
      }
    }
    added++;
  }

  private Person peer(Field equal, Person person, int slot) {
    int before = peers.replace(equal, person, slot);
    Person peer = before < 0 ? null : people.apply(before);
    return peer != null && peer.hash(equal) == person.hash(equal) ? peer : null;
  }

  /** Counts the values of a record that is kept, and learns nothing. */
  void keep(Person person) {
    frequencies.add(person);
    shared.add(person);
  }

  /** Takes back the values of a record that is kept no longer. */
  void remove(Person person) {
    frequencies.remove(person);
    shared.remove(person);
  }

  /** Counts how two records drawn at random agree. */
  void addStrangers(Person a, Person b) {
    scorer.score(a, b);
    weights.observeRandom(scorer.levels());
  }

  /**
   * The weight of a pair in bits, without the prior.
   *
   * @param review least weight of a pair to review; one that must not be linked has no more
   */
  double bits(Person a, Person b, double review) {
    double bits = scorer.score(a, b);
    if (cautious) {
      switch (Corroboration.of(a, b, scorer.levels())) {
        case NONE -> bits = Math.min(bits, review - 1);
        case NEAR -> bits = Math.min(bits, review);
        case FULL -> {
          // The weight decides.
        }
      }
    }
    return guard.forbids(scorer.levels()) ? Math.min(bits, review) : bits;
  }

  /** Whether a pair must not be linked, whatever its weight. */
  private boolean forbids(byte[] levels) {
    return guard.forbids(levels) || (cautious && Corroboration.of(levels) != Corroboration.FULL);
  }

  /**
   * Remembers the last pair as one of the candidates to learn from.
   *
   * @param link least weight of a pair to link
   */
  void addCandidates(double link) {
    sample.offer(scorer.levels(), scorer.correction());
    guard.observe(scorer.levels(), scorer.bits(), link);
  }

  /** Updates the weights. */
  void learn(double priorBits) {
    weights.learn(sample, priorBits, this::forbids);
    learned++;
  }

  /** Updates of the weights so far. */
  long learned() {
    return learned;
  }

  /** One sentence on a pair. */
  String explain(String verdict, Person person, Person other) {
    scorer.score(person, other);
    return explainer.explain(verdict, person, scorer.levels(), scorer.bits());
  }

  long comparisons() {
    return scorer.comparisons();
  }

  MatchWeights weights() {
    return weights;
  }

  HouseholdGuard guard() {
    return guard;
  }

  void write(PackedWriter out) {
    out.writeVarlong(added);
    out.writeVarlong(learned);
    scorer.write(out);
    weights.write(out);
    dependence.write(out);
    guard.write(out);
    sample.write(out);
    peers.write(out);
  }

  void read(PackedReader in) {
    added = in.readVarlong();
    learned = in.readVarlong();
    scorer.read(in);
    weights.read(in);
    dependence.read(in);
    guard.read(in);
    sample.read(in);
    peers.read(in);
  }
}
