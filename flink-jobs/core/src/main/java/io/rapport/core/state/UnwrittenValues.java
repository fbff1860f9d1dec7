package io.rapport.core.state;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
  private final Map<CacheEntry<V>, byte[]> given = new ConcurrentHashMap<>(); // until taken
  private volatile boolean closed;

  /**
   * @param number greater than that of any other snapshot of the cache, and than 0
   * @param entries not to be changed; all settled with the snapshots before
   */
  UnwrittenValues(int number, WriteBehindCache.Store<V> store, List<CacheEntry<V>> entries) {
    this.number = number;
    this.store = store;
    this.entries = entries;
  }

  /** How many there are. */
  public int size() {
    return entries.size();
  }

  /** The key of one. */
  public String key(int i) {
    return entries.get(i).key;
  }

  /** Writes one as it was, packed; to be asked for once. */
  public void take(int i, PackedWriter out) {
    CacheEntry<V> entry = entries.get(i);
    synchronized (entry) {
      if (entry.settled < number) {
        pack(entry, out);
        entry.settled = number;
      } else {
        out.writeRaw(given.remove(entry));
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
    given.put(entry, packed);
    return packed;
  }

  private void pack(CacheEntry<V> entry, PackedWriter out) {
    int before = out.size();
    store.pack(entry.value, out);
    entry.measured = out.size() - before;
  }
}
