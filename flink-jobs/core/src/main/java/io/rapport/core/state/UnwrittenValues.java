package io.rapport.core.state;

import java.util.List;

/**
 * The values of a {@link WriteBehindCache} that waited to be written when it was frozen, as they
 * were then. Each is packed once, by whoever is first: the thread that {@link #take takes} it, or
 * the cache's own just before it hands the value out to be changed. To be taken by one thread at a
 * time, which may be another than the cache's.
 */
public final class UnwrittenValues<V> implements AutoCloseable {

  private final int number;
  private final WriteBehindCache.Store<V> store;
  private final List<CacheEntry<V>> entries;
  private final byte[][] given; // by the cache's thread, under the entry's lock
  private volatile boolean closed;

  /**
   * @param number not 0; of no other snapshot of the cache
   * @param entries not to be changed; none may be frozen
   */
  UnwrittenValues(int number, WriteBehindCache.Store<V> store, List<CacheEntry<V>> entries) {
    this.number = number;
    this.store = store;
    this.entries = entries;
    this.given = new byte[entries.size()][];
    for (int i = 0; i < given.length; i++) {
      CacheEntry<V> entry = entries.get(i);
      entry.frozenPlace = i;
      entry.frozenBy = number;
    }
  }

  /** How many there are. */
  public int size() {
    return given.length;
  }

  /** The key of one. */
  public String key(int i) {
    return entries.get(i).key;
  }

  /** Writes one as it was, packed; to be asked for once. */
  public void take(int i, PackedWriter out) {
    CacheEntry<V> entry = entries.get(i);
    synchronized (entry) {
      if (entry.frozenBy == number) {
        pack(entry, out);
      } else {
        out.writeRaw(given[i]);
        given[i] = null;
      }
    }
  }

  /** Lets go of those that nobody took. */
  @Override
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  int number() {
    return number;
  }

  /** Takes a value that is about to change; returns it packed. Under the entry's lock. */
  byte[] give(CacheEntry<V> entry, PackedWriter scratch) {
    scratch.clear();
    pack(entry, scratch);
    byte[] packed = scratch.toBytes();
    given[entry.frozenPlace] = packed;
    return packed;
  }

  private void pack(CacheEntry<V> entry, PackedWriter out) {
    int before = out.size();
    store.pack(entry.value, out);
    entry.measured = out.size() - before;
    entry.frozenBy = 0;
  }
}
