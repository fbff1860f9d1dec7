package io.rapport.core.identity.link;

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

/** Weighs pairs of persons by what the records seen so far have taught. */
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
  private long added;

  Evidence(IdentitySettings settings) {
    this.frequencies = new TermFrequencies(settings.frequencyWidth());
    this.shared = new SharedValues(settings.namesPerValue(), settings.maxSharedValues());
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

  /** Counts the values of a record, and what follows from some of them. */
  void add(Person person) {
    frequencies.add(person);
    shared.add(person);
    for (int i = 0; i < PEERS; i++) {
      Field equal = Peers.field((int) ((PEERS * added + i) % Peers.fields()));
      Person peer = peers.replace(equal, person);
      if (peer != null) {
        scorer.score(person, peer);
        if (Peers.strangers(scorer.levels(), equal)) {
          dependence.observe(equal, scorer.levels());
        }
      }
    }
    added++;
  }

  /** Counts how two records drawn at random agree. */
  void addStrangers(Person a, Person b) {
    scorer.score(a, b);
    weights.observeRandom(scorer.levels());
  }

  /**
   * The weight of a pair in bits, without the prior.
   *
   * @param review least weight of a pair to review; one that the household's guard forbids has no
   *     more
   */
  double bits(Person a, Person b, double review) {
    double bits = scorer.score(a, b);
    return guard.forbids(scorer.levels()) ? Math.min(bits, review) : bits;
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
    weights.learn(sample, priorBits, guard::forbids);
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
}
