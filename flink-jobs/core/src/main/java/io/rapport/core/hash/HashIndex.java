package io.rapport.core.hash;

/** An open-addressing table from 64-bit hashes to rows, to be cleared and filled again. */
public final class HashIndex {

  private static final int ABSENT = -1;

  private final int[] slots; // row + 1, or 0
  private final long[] hashes; // by row
  private final int[] places; // in slots, by row
  private int size;

  /**
   * An empty index.
   *
   * @param capacity largest number of rows
   */
  public HashIndex(int capacity) {
    this.slots = new int[Integer.highestOneBit(Math.max(8, capacity)) * 4];
    this.hashes = new long[capacity];
    this.places = new int[capacity];
  }

  public void clear() {
    for (int row = 0; row < size; row++) {
      slots[places[row]] = 0;
    }
    size = 0;
  }

  public int size() {
    return size;
  }

  public long hash(int row) {
    return hashes[row];
  }

  /** The row of a hash; negative if it has none. */
  public int find(long hash) {
    return slots[slot(hash)] - 1;
  }

  /** The row of a hash, added at the end if it has none; negative when all rows are taken. */
  public int rowOf(long hash) {
    int slot = slot(hash);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == hashes.length) {
      return ABSENT;
    }
    slots[slot] = size + 1;
    hashes[size] = hash;
    places[size] = slot;
    return size++;
  }

  private int slot(long hash) {
    int slot = (int) hash & (slots.length - 1);
    while (slots[slot] != 0 && hashes[slots[slot] - 1] != hash) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }
}
