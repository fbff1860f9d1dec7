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
   * The newest snapshot that has no more to do with the value: it was given to it, or was no part
   * of it. Only a value that waits and is behind the cache's newest snapshot is held by that one:
   * so none of tens of thousands has to be touched when the cache is frozen and its thread stands
   * still. Set under the entry's lock where it was behind.
   */
  volatile int settled;

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
