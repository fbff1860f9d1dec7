package io.rapport.core.identity.link;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The pairs of one record with others, by the others' customers. */
final class Comparisons {

  /** The likeness of a record to a customer, in bits, and the most similar member. */
  record Likeness(Customer customer, int closest, double bits) {}

  private final Likelihoods likelihoods;
  private final Customers customers;
  private final IntArrayList others = new IntArrayList();
  private double[] bits = new double[16];
  private int slot;

  Comparisons(Likelihoods likelihoods, Customers customers) {
    this.likelihoods = likelihoods;
    this.customers = customers;
  }

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
    double weight = likelihoods.bits(slot, other);
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
          return byBits != 0 ? byBits : Long.compare(a.customer().number(), b.customer().number());
        });
    return all;
  }

  private Likeness likeness(Customer customer) {
    double sum = 0;
    double best = Double.NEGATIVE_INFINITY;
    int closest = RecordTable.NONE;
    IntArrayList members = likelihoods.chosen(customer);
    for (int member : members) {
      double weight = compare(member);
      sum += weight;
      if (weight > best) {
        best = weight;
        closest = member;
      }
    }
    return new Likeness(customer, closest, likelihoods.joint(sum / members.size(), best));
  }
}
