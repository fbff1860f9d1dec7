package io.rapport.core.recommendation.candidate;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Arrays;

/**
 * The items a visitor bought and has not returned, as hashes with quantities; the one longest
 * without an event is evicted. A return that overtakes its order leaves a negative quantity, which
 * the order settles.
 */
final class BoughtItems {

  private final int capacity;
  private long[] hashes = new long[0]; // oldest first
  private int[] quantities = new int[0];

  BoughtItems(int capacity) {
    this.capacity = capacity;
  }

  boolean contains(long hash) {
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] == hash) {
        return quantities[i] > 0;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return hashes.length == 0;
  }

  /**
   * Adds a quantity.
   *
   * @param quantity positive for goods bought, negative for goods returned
   */
  void add(long hash, int quantity) {
    int left = quantity + remove(hash);
    if (left != 0) {
      append(hash, left);
    }
  }

  /** Adds a quantity where no order is still to come: more goods returned than bought are none. */
  void addInOrder(long hash, int quantity) {
    int left = quantity + remove(hash);
    if (left > 0) {
      append(hash, left);
    }
  }

  private int remove(long hash) {
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] == hash) {
        int quantity = quantities[i];
        drop(i);
        return quantity;
      }
    }
    return 0;
  }

  private void drop(int at) {
    int after = hashes.length - at - 1;
    System.arraycopy(hashes, at + 1, hashes, at, after);
    System.arraycopy(quantities, at + 1, quantities, at, after);
    hashes = Arrays.copyOf(hashes, hashes.length - 1);
    quantities = Arrays.copyOf(quantities, quantities.length - 1);
  }

  private void append(long hash, int quantity) {
    if (capacity == 0) {
      return;
    }
    if (hashes.length == capacity) {
      drop(0);
    }
    int size = hashes.length;
    hashes = Arrays.copyOf(hashes, size + 1);
    quantities = Arrays.copyOf(quantities, size + 1);
    hashes[size] = hash;
    quantities[size] = quantity;
  }

  void write(PackedWriter out) {
    out.writeVarint(hashes.length);
    for (int i = 0; i < hashes.length; i++) {
      out.writeLong(hashes[i]);
      out.writeInt(quantities[i]);
    }
  }

  static BoughtItems read(PackedReader in, int capacity) {
    BoughtItems items = new BoughtItems(capacity);
    for (int i = in.readVarint(); i > 0; i--) {
      long hash = in.readLong();
      items.append(hash, in.readInt());
    }
    return items;
  }
}
