package io.rapport.core.state;

/** An entry of a {@link WriteBehindCache}. */
final class CacheEntry<V> {

  /** The numbers of changes after which a value is measured again: 4, 16, 64... */
  private static final int POWERS_OF_FOUR = 0x55555554;

  final String key;
  V value;
  int place; // in the ring
  int waitingPlace = -1; // in the list of unwritten entries; negative for none
  int size;
  boolean touched; // since the eviction hand passed; adding an entry does not count as a touch
  boolean warm = true; // since the writing hand passed
  volatile int measured;

  /**
   * The newest snapshot that no longer needs this entry: it got the value, or never contained it. A
   * snapshot needs the entry only if the entry waits and {@code settled} is behind the cache's
   * newest snapshot. So freezing the cache, which stops its thread, touches none of tens of
   * thousands of entries. Set under the entry's lock where it was behind.
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

  /** Records a change; returns whether to measure the value again. */
  boolean isDueForMeasuring() {
    changes++;
    return (changes & (changes - 1)) == 0 && (changes & POWERS_OF_FOUR) != 0;
  }
}
