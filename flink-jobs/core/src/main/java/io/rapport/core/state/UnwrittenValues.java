package io.rapport.core.state;

import java.util.ArrayList;
import java.util.List;

/**
 * The values of a {@link WriteBehindCache} that waited to be written when it was frozen, as they
 * were then. Each is packed once, by whoever is first: the thread that {@link #take takes} it, or
 * the cache's own just before it hands the value out to be changed. To be taken by one thread at a
 * time, which may be another than the cache's.
 */
public final class UnwrittenValues<V> implements AutoCloseable {

  private final WriteBehindCache.Store<V> store;
  private final List<CacheEntry<V>> entries;
  private final byte[][] given; // by the cache's thread, under the entry's lock

  UnwrittenValues(WriteBehindCache.Store<V> store, List<CacheEntry<V>> waiting) {
    this.store = store;
    this.entries = new ArrayList<>(waiting);
    this.given = new byte[waiting.size()][];
    for (int i = 0; i < given.length; i++) {
      entries.get(i).freeze(this, i, store);
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

  /** One as it was, packed; to be asked for once. */
  public byte[] take(int i) {
    CacheEntry<V> entry = entries.get(i);
    byte[] packed = entry.take(this, store);
    if (packed == null) {
      packed = given[i];
      given[i] = null;
    }
    return packed;
  }

  void give(int i, byte[] packed) {
    given[i] = packed;
  }

  /** Lets go of those that nobody took. */
  @Override
  public void close() {
    entries.forEach(entry -> entry.release(this));
  }
}
