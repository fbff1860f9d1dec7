package io.rapport.core.state;

/** A value of a {@link WriteBehindCache}. */
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
  volatile int measured;

  /**
   * The snapshot that holds on to the value as it is, or 0. A number and not the snapshot itself:
   * tens of thousands are set while the cache's thread stands still, and a garbage collector has
   * nothing to do for numbers. Set by the cache's thread, cleared under the entry's lock.
   */
  volatile int frozenBy;

  int frozenPlace; // in that snapshot
  private int changes;

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
}
