package io.rapport.core.state;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The unwritten values of a {@link WriteBehindCache} as of the moment it was frozen. Each is packed
 * once: by the thread that {@link #take takes} it, or by the cache's own thread just before it
 * hands the value out to be changed. Values must be taken by one thread at a time, which need not
 * be the cache's.
 */
public final class UnwrittenValues<V> implements AutoCloseable {

  private final int number;
  private final WriteBehindCache.Store<V> store;
  private final List<CacheEntry<V>> entries;
  private final Map<CacheEntry<V>, byte[]> given = new ConcurrentHashMap<>(); // until taken
  private volatile boolean closed;

  /**
   * A snapshot.
   *
   * @param number greater than that of any other snapshot of the cache, and than 0
   * @param entries must not change; all settled with the earlier snapshots
   */
  UnwrittenValues(int number, WriteBehindCache.Store<V> store, List<CacheEntry<V>> entries) {
    this.number = number;
    this.store = store;
    this.entries = entries;
  }

  /** The number of values. */
  public int size() {
    return entries.size();
  }

  /** The key of a value. */
  public String key(int i) {
    return entries.get(i).key;
  }

  /** Writes a value as it was, packed; call once for each. */
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

  /** Releases the values that were not taken. */
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

  /** Saves a value that is about to change; returns it packed. Call under the entry's lock. */
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
