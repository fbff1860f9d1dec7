package io.rapport.core.identity.link;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** The customers of all records that are kept, by slot. */
final class Customers {

  private final Assignments assignments;
  private final IntFunction<String> ids;
  private final IntConsumer changed;
  private Customer[] bySlot = new Customer[16];
  private long[] joined = new long[16]; // by slot, the number of its last change
  private long changes;
  private long founded;
  private long linkedPairs;

  /**
   * No customers.
   *
   * @param ids of the records, by slot
   * @param changed told of each slot whose customer, or place in it, changes
   */
  Customers(Assignments assignments, IntFunction<String> ids, IntConsumer changed) {
    this.assignments = assignments;
    this.ids = ids;
    this.changed = changed;
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
    linkedPairs += customer.size();
    if (customer == before && last(slot, customer)) {
      put(slot, customer, joined[slot]);
      return;
    }
    put(slot, customer, ++changes);
    changed.accept(slot);
    if (customer != before) {
      assignments.assigned(ids.apply(slot), customer.number());
    }
  }

  /** Whether a record that has left a customer was its last. */
  private boolean last(int slot, Customer customer) {
    int size = customer.size();
    return size == 0 || joined[customer.members().getInt(size - 1)] < joined[slot];
  }

  private void put(int slot, Customer customer, long change) {
    if (slot >= bySlot.length) {
      bySlot = Arrays.copyOf(bySlot, Math.max(slot + 1, 2 * bySlot.length));
      joined = Arrays.copyOf(joined, bySlot.length);
    }
    customer.add(slot);
    bySlot[slot] = customer;
    joined[slot] = change;
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
      put(slot, kept, ++changes);
      changed.accept(slot);
      assignments.assigned(ids.apply(slot), kept.number());
    }
    gone.members().clear();
  }

  /** Pairs of records of one customer. */
  long linkedPairs() {
    return linkedPairs;
  }

  void write(PackedWriter out) {
    out.writeVarlong(founded);
    out.writeVarlong(changes);
  }

  void read(PackedReader in) {
    founded = in.readVarlong();
    changes = in.readVarlong();
  }

  /** Appends the customer of a slot, and the slot's place in it. */
  void write(int slot, PackedWriter out) {
    out.writeVarlong(bySlot[slot].number());
    out.writeVarlong(joined[slot]);
    out.writeLong(bySlot[slot].regrouped());
  }

  /** The customer of a slot as it was written. */
  record Membership(int slot, long number, long joined, long regrouped) {

    static Membership read(int slot, PackedReader in) {
      return new Membership(slot, in.readVarlong(), in.readVarlong(), in.readLong());
    }
  }

  /** Restores the customers from all memberships, without telling anybody. */
  void restore(List<Membership> memberships) {
    Map<Long, Customer> byNumber = new HashMap<>();
    memberships.stream()
        .sorted(Comparator.comparingLong(Membership::joined))
        .forEach(
            member -> {
              Customer customer =
                  byNumber.computeIfAbsent(
                      member.number, number -> new Customer(number, member.regrouped));
              linkedPairs += customer.size();
              put(member.slot, customer, member.joined);
            });
  }
}
