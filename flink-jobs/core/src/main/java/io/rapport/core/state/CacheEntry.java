package io.rapport.core.state;

/**
 * A value of a {@link WriteBehindCache}. As long as it is frozen, whoever is about to change it has
 * to {@link #thaw} it first, so that the snapshot gets it as it was.
 */
final class CacheEntry<V> {

  /** Of a value's growth is taken note after 4, 16, 64... changes. */
  private static final int POWERS_OF_FOUR = 0x55555554;

  final String key;
  V value;
  int place; // in the ring
  int waitingPlace = -1; // among the unwritten; negative for none
  int size;
  boolean touched; // since the eviction hand passed; not by being added, so that it has to return
  boolean warm = true; // since the writing hand passed
  private int changes;
  volatile int measured;
  private volatile UnwrittenValues<V> snapshot; // that holds on to the value
  private int snapshotPlace;

  CacheEntry(String key, V value, int size) {
    this.key = key;
    this.value = value;
    this.size = size;
    this.measured = size;
  }

  void touch() {
    touched = true;
    warm = true;
  }

  /** Whether the value, just changed, may have grown beyond what was last measured. */
  boolean isDueForMeasuring() {
    changes++;
    return (changes & (changes - 1)) == 0 && (changes & POWERS_OF_FOUR) != 0;
  }

  void freeze(UnwrittenValues<V> by, int at, WriteBehindCache.Store<V> store) {
    thaw(store); // of an earlier snapshot that is not done
    synchronized (this) {
      snapshotPlace = at;
      snapshot = by;
    }
  }

  /**
   * Gives the value to the snapshot that holds on to it, if one does.
   *
   * @return the value packed, or null if it was not frozen
   */
  byte[] thaw(WriteBehindCache.Store<V> store) {
    if (snapshot == null) {
      return null;
    }
    synchronized (this) {
      UnwrittenValues<V> holder = snapshot;
      if (holder == null) {
        return null;
      }
      byte[] packed = store.pack(value);
      measured = packed.length;
      holder.give(snapshotPlace, packed);
      snapshot = null;
      return packed;
    }
  }

  /**
   * As {@link #thaw}, by the snapshot itself, in its own thread.
   *
   * @return null if the snapshot was given the value before
   */
  synchronized byte[] take(UnwrittenValues<V> by, WriteBehindCache.Store<V> store) {
    if (snapshot != by) {
      return null;
    }
    byte[] packed = store.pack(value);
    measured = packed.length;
    snapshot = null;
    return packed;
  }

  /** Lets the value go without packing it. */
  synchronized void release(UnwrittenValues<V> by) {
    if (snapshot == by) {
      snapshot = null;
    }
  }
}
