package io.rapport.simulator;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A queue of actors by the time at which they are due. Equal times keep the order in which they
 * were planned, so that a run can be repeated.
 */
final class Agenda {

  private record Entry(long time, long sequence, Actor actor) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::time).thenComparingLong(Entry::sequence));
  private final int capacity;
  private long sequence;

  /**
   * @param capacity number of actors at which the next one counts as due, so that the agenda does
   *     not grow
   */
  Agenda(int capacity) {
    this.capacity = capacity;
  }

  void plan(long time, Actor actor) {
    entries.add(new Entry(time, sequence++, actor));
  }

  /** The next actor that is due; null when there is none. */
  Actor due(long now) {
    Entry next = entries.peek();
    if (next == null || (next.time > now && entries.size() < capacity)) {
      return null;
    }
    return entries.remove().actor;
  }
}
