package io.rapport.core.hash;

import io.rapport.core.settings.Checks;
import java.util.Arrays;

/**
 * The last {@code capacity} event ids of one key, as 64-bit hashes of eight bytes each; the oldest
 * is evicted first. An unseen id is taken for a seen one with probability {@code capacity / 2^64}.
 */
public final class RecentIds {

  private final int capacity;
  private long[] ring;
  private int size;
  private int next;

  /**
   * An empty window.
   *
   * @param capacity ids remembered, at least 1
   */
  public RecentIds(int capacity) {
    Checks.atLeast("capacity", capacity, 1);
    this.capacity = capacity;
    this.ring = new long[Math.min(capacity, 8)];
  }

  /**
   * Restores from {@link #hashes()}; when there are more than {@code capacity}, the newest stay.
   */
  public static RecentIds of(int capacity, long[] hashes) {
    RecentIds ids = new RecentIds(capacity);
    for (int i = Math.max(0, hashes.length - capacity); i < hashes.length; i++) {
      ids.add(hashes[i]);
    }
    return ids;
  }

  /** Records an id; returns whether it was remembered before. */
  public boolean seen(String eventId) {
    long hash = Hash64.of(eventId);
    for (int i = 0; i < size; i++) {
      if (ring[i] == hash) {
        return true;
      }
    }
    add(hash);
    return false;
  }

  /** The hashes remembered, oldest first. */
  public long[] hashes() {
    long[] ordered = new long[size];
    int oldest = size < capacity ? 0 : next;
    for (int i = 0; i < size; i++) {
      ordered[i] = ring[(oldest + i) % size];
    }
    return ordered;
  }

  /** The number of ids remembered. */
  public int size() {
    return size;
  }

  private void add(long hash) {
    if (size < capacity) {
      if (size == ring.length) {
        ring = Arrays.copyOf(ring, Math.min(capacity, 2 * size));
      }
      ring[size++] = hash;
      next = size % capacity;
    } else {
      ring[next] = hash;
      next = (next + 1) % capacity;
    }
  }
}
