package io.rapport.core.recommendation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The items that cannot be had, by {@link Shelf#key}, with since when. Bounded: when full, the
 * tenth that has been unavailable longest is forgotten at once. Nobody visits those any more, so
 * that they have faded from the lists that could bring them back.
 */
public final class UnavailableItems {

  private final int capacity;
  private final Map<Long, Long> since = new HashMap<>();

  /**
   * @param capacity items remembered, at least 1
   */
  public UnavailableItems(int capacity) {
    Checks.atLeast("capacity", capacity, 1);
    this.capacity = capacity;
  }

  public boolean contains(long key) {
    return since.containsKey(key);
  }

  /** How many items are remembered. */
  public int size() {
    return since.size();
  }

  /** The item can be had again. */
  public void remove(long key) {
    since.remove(key);
  }

  /**
   * The item cannot be had.
   *
   * @param time event time of the change, milliseconds since the epoch
   * @return the keys forgotten to make room
   */
  public List<Long> add(long key, long time) {
    since.put(key, time);
    if (since.size() <= capacity) {
      return List.of();
    }
    List<Long> forgotten = longest(since.entrySet(), capacity);
    forgotten.forEach(since::remove);
    return forgotten;
  }

  /**
   * Which of more than {@code capacity} items are to be forgotten: those unavailable longest, a
   * tenth of the capacity at once, so that the search is rare.
   *
   * @param items keys with since when they are unavailable
   */
  public static List<Long> longest(Iterable<Map.Entry<Long, Long>> items, int capacity) {
    List<Map.Entry<Long, Long>> sorted = new ArrayList<>();
    items.forEach(sorted::add);
    sorted.sort(Map.Entry.<Long, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
    int surplus = Math.max(0, sorted.size() - capacity + capacity / 10);
    return sorted.subList(0, surplus).stream().map(Map.Entry::getKey).toList();
  }
}
