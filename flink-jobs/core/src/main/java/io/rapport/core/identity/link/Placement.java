package io.rapport.core.identity.link;

import io.rapport.core.identity.settings.IdentitySettings;
import java.util.List;

/**
 * Chooses the customer of a record: the one whose members it resembles most. Customers that turn
 * out to resemble each other as the members of one do are merged.
 */
final class Placement {

  /**
   * The customer of a record, and the one that was most like it.
   *
   * @param linked whether the record joined that one
   * @param best null if none was like it
   */
  record Outcome(boolean linked, Comparisons.Likeness best) {}

  private final IdentitySettings settings;
  private final RecordTable records;
  private final Customers customers;
  private final Conflicts conflicts;
  private final Evidence evidence;
  private final Likelihoods likelihoods;
  private final Candidates candidates;
  private final Comparisons pairs;

  Placement(
      IdentitySettings settings,
      RecordTable records,
      Customers customers,
      Conflicts conflicts,
      Evidence evidence,
      Likelihoods likelihoods) {
    this.settings = settings;
    this.records = records;
    this.customers = customers;
    this.conflicts = conflicts;
    this.evidence = evidence;
    this.likelihoods = likelihoods;
    this.candidates =
        new Candidates(records.index(), settings.maxBucket(), settings.maxCandidates());
    this.pairs = new Comparisons(likelihoods, customers);
  }

  /**
   * Places a record.
   *
   * @param own its customer until now, without it; null for a new record
   */
  Outcome place(int slot, Customer own) {
    pairs.start(slot);
    for (int candidate : candidates.of(records.keys(slot), slot, records.size())) {
      pairs.compare(candidate);
      if (own == null) {
        evidence.addCandidates(likelihoods.toLink());
      }
    }
    if (own != null && own.size() > 0) {
      pairs.compare(own.members().getInt(own.size() - 1));
    }
    List<Comparisons.Likeness> likely = pairs.likely(likelihoods.toReview());
    likely.removeIf(
        likeness -> full(likeness.customer()) || conflicting(slot, likeness.customer()));
    Comparisons.Likeness best = likely.isEmpty() ? null : likely.get(0);
    if (best == null || best.bits() < likelihoods.toLink()) {
      Customer alone = own != null && own.size() == 0 ? own : customers.found();
      customers.join(slot, alone, own);
      return new Outcome(false, best);
    }
    customers.join(slot, best.customer(), own);
    for (Comparisons.Likeness second : likely.subList(1, likely.size())) {
      if (second.bits() >= likelihoods.toLink()) {
        mergeIfAlike(customers.of(slot), second.customer());
      }
    }
    return new Outcome(true, best);
  }

  private boolean full(Customer customer) {
    return customer.size() >= settings.maxCustomer();
  }

  /** Merges two customers if their members resemble each other as those of one do. */
  private void mergeIfAlike(Customer a, Customer b) {
    if (a.size() + b.size() > settings.maxCustomer()) {
      return;
    }
    double sum = 0;
    double best = Double.NEGATIVE_INFINITY;
    int count = 0;
    for (int left : likelihoods.chosen(a)) {
      if (conflicting(left, b)) {
        return;
      }
      for (int right : likelihoods.chosen(b)) {
        double bits = likelihoods.bits(left, right);
        sum += bits;
        best = Math.max(best, bits);
        count++;
      }
    }
    if (likelihoods.joint(sum / count, best) >= likelihoods.toLink()) {
      customers.merge(a, b);
    }
  }

  private boolean conflicting(int slot, Customer customer) {
    if (conflicts.isEmpty()) {
      return false;
    }
    for (int member : customer.members()) {
      if (conflicts.contains(records.at(slot).id(), records.at(member).id())) {
        return true;
      }
    }
    return false;
  }
}
