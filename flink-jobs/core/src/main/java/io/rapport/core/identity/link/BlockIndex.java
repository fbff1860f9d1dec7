package io.rapport.core.identity.link;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;

/**
 * An index from blocking keys to the records that have them, each bucket a list with the newest
 * record first. Records are slots; the entries of a slot have fixed places, so that the size is
 * bounded by the number of slots.
 */
final class BlockIndex {

  private static final int NONE = -1;

  private final int keysPerSlot;
  private final Long2IntOpenHashMap buckets = new Long2IntOpenHashMap();
  private final IntArrayList free = new IntArrayList();
  private int[] heads = new int[16]; // by bucket
  private int[] sizes = new int[16];
  private int used;
  private int[] next; // by entry
  private int[] previous;
  private int[] bucketOf;
  private long[] keyOf;
  private byte[] keys; // by slot

  /** An empty index. */
  BlockIndex(int keysPerSlot) {
    this.keysPerSlot = keysPerSlot;
    buckets.defaultReturnValue(NONE);
    allocate(16);
  }

  /** Adds a slot under all of its keys, which are distinct. */
  void add(int slot, long[] slotKeys) {
    if (slot >= keys.length) {
      allocate(Math.max(slot + 1, 2 * keys.length));
    }
    keys[slot] = (byte) slotKeys.length;
    for (int i = 0; i < slotKeys.length; i++) {
      int bucket = bucket(slotKeys[i]);
      int entry = slot * keysPerSlot + i;
      int head = heads[bucket];
      keyOf[entry] = slotKeys[i];
      bucketOf[entry] = bucket;
      previous[entry] = NONE;
      next[entry] = head;
      if (head != NONE) {
        previous[head] = entry;
      }
      heads[bucket] = entry;
      sizes[bucket]++;
    }
  }

  /** Removes a slot from all buckets. */
  void remove(int slot) {
    for (int i = 0; i < keys[slot]; i++) {
      int entry = slot * keysPerSlot + i;
      int bucket = bucketOf[entry];
      if (previous[entry] == NONE) {
        heads[bucket] = next[entry];
      } else {
        next[previous[entry]] = next[entry];
      }
      if (next[entry] != NONE) {
        previous[next[entry]] = previous[entry];
      }
      if (--sizes[bucket] == 0) {
        buckets.remove(keyOf[entry]);
        free.add(bucket);
      }
    }
    keys[slot] = 0;
  }

  /** Receives the slots of a bucket. */
  interface Visitor {
    void visit(int slot, int bucketSize);
  }

  /** Visits the newest slots of a key's bucket, at most so many. */
  void visit(long key, int most, Visitor visitor) {
    int bucket = buckets.get(key);
    if (bucket == NONE) {
      return;
    }
    int left = most;
    for (int entry = heads[bucket]; entry != NONE && left > 0; entry = next[entry], left--) {
      visitor.visit(entry / keysPerSlot, sizes[bucket]);
    }
  }

  /** Distinct keys that are in use. */
  int size() {
    return buckets.size();
  }

  private int bucket(long key) {
    int known = buckets.get(key);
    if (known != NONE) {
      return known;
    }
    int bucket = free.isEmpty() ? used++ : free.popInt();
    if (bucket >= heads.length) {
      heads = Arrays.copyOf(heads, 2 * heads.length);
      sizes = Arrays.copyOf(sizes, 2 * sizes.length);
    }
    heads[bucket] = NONE;
    sizes[bucket] = 0;
    buckets.put(key, bucket);
    return bucket;
  }

  private void allocate(int slots) {
    next = grown(next, slots * keysPerSlot);
    previous = grown(previous, slots * keysPerSlot);
    bucketOf = grown(bucketOf, slots * keysPerSlot);
    keyOf =
        keyOf == null ? new long[slots * keysPerSlot] : Arrays.copyOf(keyOf, slots * keysPerSlot);
    keys = keys == null ? new byte[slots] : Arrays.copyOf(keys, slots);
  }

  private static int[] grown(int[] array, int size) {
    return array == null ? new int[size] : Arrays.copyOf(array, size);
  }
}
