package io.rapport.core.recommendation.visit;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Arrays;

/**
 * The recommended items last shown to a visitor or clicked by them, each with when, so that a
 * purchase can be told to have followed. When full, the one shown longest ago gives way. Not
 * thread-safe.
 */
final class ShownTrail {

  private static final long[] NONE = {};

  private final int capacity;
  private final long windowMillis;
  private long[] items = NONE; // oldest first
  private long[] times = NONE;
  private int size;

  ShownTrail(int capacity, long windowMillis) {
    this.capacity = capacity;
    this.windowMillis = windowMillis;
  }

  /** An item was shown or clicked. */
  void add(long item, long time) {
    remove(find(item));
    if (size == capacity) {
      remove(0);
    }
    if (size == items.length) {
      int more = Math.min(capacity, Math.max(4, 2 * size));
      items = Arrays.copyOf(items, more);
      times = Arrays.copyOf(times, more);
    }
    items[size] = item;
    times[size++] = time;
  }

  /** Whether an item bought was shown or clicked within the window; it counts once. */
  boolean bought(long item, long time) {
    int at = find(item);
    boolean within = at >= 0 && time >= times[at] && time - times[at] <= windowMillis;
    if (within) {
      remove(at);
    }
    return within;
  }

  private int find(long item) {
    for (int i = 0; i < size; i++) {
      if (items[i] == item) {
        return i;
      }
    }
    return -1;
  }

  private void remove(int at) {
    if (at >= 0 && at < size) {
      System.arraycopy(items, at + 1, items, at, size - at - 1);
      System.arraycopy(times, at + 1, times, at, size - at - 1);
      size--;
    }
  }

  void write(PackedWriter out) {
    out.writeVarint(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(items[i]);
      out.writeLong(times[i]);
    }
  }

  void read(PackedReader in) {
    for (int i = in.readVarint(); i > 0; i--) {
      add(in.readLong(), in.readLong());
    }
  }
}
