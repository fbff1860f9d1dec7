package io.rapport.core.hash;

import java.util.Arrays;

/** The last so many items, as hashes, each once; the longest unmentioned gives way. */
public final class HashRing {

  private final int capacity;
  private long[] hashes; // oldest first
  private int size;

  public HashRing(int capacity) {
    this(capacity, new long[0]);
  }

  /**
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

  /** Makes it the newest. */
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
