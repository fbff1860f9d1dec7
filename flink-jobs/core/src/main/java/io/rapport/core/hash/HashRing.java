package io.rapport.core.hash;

import java.util.Arrays;

/**
 * A bounded list of distinct hashes in the order of their last mention; the one not mentioned for
 * longest is evicted.
 */
public final class HashRing {

  private final int capacity;
  private long[] hashes; // oldest first
  private int size;

  public HashRing(int capacity) {
    this(capacity, new long[0]);
  }

  /**
   * A ring of the given hashes.
   *
   * @param hashes oldest first; when more than {@code capacity}, the newest stay
   */
  public HashRing(int capacity, long[] hashes) {
    this.capacity = capacity;
    int from = Math.max(0, hashes.length - capacity);
    this.hashes = Arrays.copyOfRange(hashes, from, hashes.length);
    this.size = this.hashes.length;
  }

  public boolean contains(long hash) {
    return find(hash) >= 0;
  }

  /** Adds a hash, or moves it to the newest place. */
  public void add(long hash) {
    int at = find(hash);
    if (at < 0 && size < capacity) {
      if (size == hashes.length) {
        hashes = Arrays.copyOf(hashes, Math.min(capacity, Math.max(4, 2 * size)));
      }
      hashes[size++] = hash;
      return;
    }
    int from = Math.max(at, 0);
    System.arraycopy(hashes, from + 1, hashes, from, size - from - 1);
    hashes[size - 1] = hash;
  }

  public long[] toArray() {
    return Arrays.copyOf(hashes, size);
  }

  private int find(long hash) {
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        return i;
      }
    }
    return -1;
  }
}
