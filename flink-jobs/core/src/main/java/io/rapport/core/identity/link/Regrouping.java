package io.rapport.core.identity.link;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Takes customers apart whose members turn out to be of several persons. */
final class Regrouping {

  /** Members of a customer that may be of two persons although each resembles another. */
  private static final int SMALLEST_DOUBTFUL = 3;

  private final Customers customers;
  private final Likelihoods likelihoods;
  private final IntConsumer changed;

  /**
   * @param changed told of each slot whose customer was looked at
   */
  Regrouping(Customers customers, Likelihoods likelihoods, IntConsumer changed) {
    this.customers = customers;
    this.likelihoods = likelihoods;
    this.changed = changed;
  }

  /**
   * Takes the customer of a record apart, if the record is unlike another member and either the
   * members or the weights have changed since.
   *
   * @param learned number of the weights' update
   */
  void regroup(int slot, long learned) {
    if (doubtful(slot)) {
      regroup(customers.of(slot), learned);
    }
  }

  private boolean doubtful(int slot) {
    IntArrayList members = likelihoods.chosen(customers.of(slot));
    if (members.size() < SMALLEST_DOUBTFUL) {
      return false;
    }
    for (int member : members) {
      if (member != slot && likelihoods.bits(slot, member) < likelihoods.toLink()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Only so many members are looked at as a customer is compared by; the others stay with the first
   * group.
   */
  private void regroup(Customer customer, long learned) {
    if (!customer.changedSinceRegrouped(learned)) {
      return;
    }
    customer.members().forEach(changed);
    IntArrayList members = new IntArrayList(likelihoods.chosen(customer));
    double[][] weights = new double[members.size()][members.size()];
    for (int a = 0; a < weights.length; a++) {
      for (int b = 0; b < a; b++) {
        weights[a][b] = likelihoods.bits(members.getInt(a), members.getInt(b));
        weights[b][a] = weights[a][b];
      }
    }
    List<List<Integer>> groups = Grouping.of(weights, likelihoods.toLink(), likelihoods::joint);
    for (List<Integer> group : groups.subList(1, groups.size())) {
      Customer apart = customers.found();
      for (int at : group) {
        int slot = members.getInt(at);
        customers.leave(slot);
        customers.join(slot, apart, customer);
      }
    }
  }
}
