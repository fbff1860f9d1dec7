package io.rapport.core.identity.link;

import io.rapport.core.hash.Hash64;
import it.unimi.dsi.fastutil.ints.IntArrayList;

/** The records, by slot, that are held to be of one person; in the order in which they joined. */
final class Customer {

  private final long number;
  private long regrouped;
  private final IntArrayList members = new IntArrayList();

  Customer(long number) {
    this(number, 0);
  }

  /**
   * A customer without members.
   *
   * @param regrouped print of the members and weights when it was last regrouped
   */
  Customer(long number, long regrouped) {
    this.number = number;
    this.regrouped = regrouped;
  }

  long regrouped() {
    return regrouped;
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

  /**
   * Whether the members, in whatever order, or the weights are others than at the last call.
   *
   * @param learned number of the weights' update
   */
  boolean changedSinceRegrouped(long learned) {
    long print = Hash64.mix(learned);
    for (int i = 0; i < members.size(); i++) {
      print += Hash64.draw(members.getInt(i), 1);
    }
    boolean changed = print != regrouped;
    regrouped = print;
    return changed;
  }

  int size() {
    return members.size();
  }
}
