package io.rapport.core.recommendation;

import java.util.ArrayList;
import java.util.Arrays;
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
    List<Long> forgotten = oldest(Math.max(1, capacity / 10));
    forgotten.forEach(since::remove);
    return forgotten;
  }

  private List<Long> oldest(int count) {
    long[] times = since.values().stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(times);
    long limit = times[count - 1];
    List<Long> keys = new ArrayList<>();
    since.forEach(
        (key, time) -> {
          if (time <= limit) {
            keys.add(key);
          }
        });
    return keys;
  }
}
