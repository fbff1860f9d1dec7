package io.rapport.core.identity.link;

import it.unimi.dsi.fastutil.ints.IntArrayList;

/** The records, by slot, that are held to be of one person; in the order in which they joined. */
final class Customer {

  private final long number;
  private final IntArrayList members = new IntArrayList();

  Customer(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }

  IntArrayList members() {
    return members;
  }

  void add(int slot) {
    members.add(slot);
  }

  void remove(int slot) {
    members.rem(slot);
  }

  int size() {
    return members.size();
  }
}
