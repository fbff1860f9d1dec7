package io.rapport.core.identity.link;

import java.util.Arrays;
import java.util.function.IntFunction;

/** The customers of all records that are kept, by slot. */
final class Customers {

  private final Assignments assignments;
  private final IntFunction<String> ids;
  private Customer[] bySlot = new Customer[16];
  private long founded;
  private long linkedPairs;

  /**
   * No customers.
   *
   * @param ids of the records, by slot
   */
  Customers(Assignments assignments, IntFunction<String> ids) {
    this.assignments = assignments;
    this.ids = ids;
  }

  Customer of(int slot) {
    return bySlot[slot];
  }

  /** A customer without records, and with a number of its own. */
  Customer found() {
    return new Customer(founded++);
  }

  /**
   * Adds a record to a customer.
   *
   * @param before its customer until now; the record must have left it
   */
  void join(int slot, Customer customer, Customer before) {
    if (slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, Math.max(slot + 1, 2 * bySlot.length));
    }
    linkedPairs += customer.size();
    customer.add(slot);
    bySlot[slot] = customer;
    if (customer != before) {
      assignments.assigned(ids.apply(slot), customer.number());
    }
  }

  /** Takes a record out of its customer, which remains known as the record's until it joins one. */
  Customer leave(int slot) {
    Customer customer = bySlot[slot];
    customer.remove(slot);
    linkedPairs -= customer.size();
    return customer;
  }

  void forget(int slot) {
    leave(slot);
    bySlot[slot] = null;
  }

  /** Makes one customer of two; the older number stays. */
  void merge(Customer a, Customer b) {
    linkedPairs += (long) a.size() * b.size();
    Customer kept = a.number() < b.number() ? a : b;
    Customer gone = kept == a ? b : a;
    for (int slot : gone.members()) {
      kept.add(slot);
      bySlot[slot] = kept;
      assignments.assigned(ids.apply(slot), kept.number());
    }
    gone.members().clear();
  }

  /** Pairs of records of one customer. */
  long linkedPairs() {
    return linkedPairs;
  }
}
