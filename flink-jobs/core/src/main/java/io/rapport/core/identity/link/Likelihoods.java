package io.rapport.core.identity.link;

import io.rapport.core.identity.settings.IdentitySettings;
import io.rapport.core.identity.weight.MatchWeights;
import it.unimi.dsi.fastutil.ints.IntArrayList;

/** Weighs pairs of kept records, and says from which weight on a confidence is reached. */
final class Likelihoods {

  private final IdentitySettings settings;
  private final RecordTable records;
  private final Customers customers;
  private final Evidence evidence;

  Likelihoods(
      IdentitySettings settings, RecordTable records, Customers customers, Evidence evidence) {
    this.settings = settings;
    this.records = records;
    this.customers = customers;
    this.evidence = evidence;
  }

  /** The weight of a pair in bits, without the prior. */
  double bits(int slot, int other) {
    return evidence.bits(records.at(slot), records.at(other), toReview());
  }

  /** The probability that a pair of such a weight is of one person. */
  double probability(double bits) {
    return MatchWeights.probability(bits + priorBits());
  }

  /** Bits of evidence from which a pair is linked. */
  double toLink() {
    return needed(settings.linkConfidence());
  }

  /** Bits of evidence from which a pair goes to review. */
  double toReview() {
    return needed(settings.reviewConfidence());
  }

  /** The likeness of two customers, from the mean and the greatest weight of the pairs across. */
  double joint(double mean, double best) {
    return settings.meanShare() * mean + (1 - settings.meanShare()) * best;
  }

  /** The members of a customer that stand for all: at most so many, evenly spread. */
  IntArrayList chosen(Customer customer) {
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

  /**
   * log2 of the odds that two records drawn at random are of one person: the matches of a record,
   * counted on the customers found so far and damped, over all other records.
   */
  double priorBits() {
    double others = Math.max(settings.population(), records.size());
    double seen =
        2.0 * customers.linkedPairs() + settings.matchesPerRecord() * settings.population();
    double matches = seen / (records.size() + settings.population());
    return MatchWeights.log2(Math.min(matches, settings.maxMatchesPerRecord()) / others);
  }

  private double needed(double confidence) {
    return MatchWeights.log2(confidence / (1 - confidence)) - priorBits();
  }
}
