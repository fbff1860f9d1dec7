package io.rapport.core.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bounded cache of mutable values in front of a slower store. Reads are remembered and writes
 * wait in it: a value goes to the store when it is evicted, when too many wait, and when all are
 * flushed. Between {@link #flush} and the next write the store is exact.
 *
 * <p>What is evicted, and what is written when too many wait, is what was not touched for the
 * longest, by the CLOCK approximation of it (F. J. Corbató, 1968), with a hand for each of the two.
 * A hot value is thus written once a flush and not once a change. Not thread-safe.
 */
public final class WriteBehindCache<V> {

  /** Of an entry beyond its value: the entry, its key and its places in map and ring; bytes. */
  static final int OVERHEAD = 160;

  /** What a write costs beyond its bytes, in bytes. */
  static final int WRITE_OVERHEAD = 512;

  private final Store<V> store;
  private final long maxBytes;
  private final long maxDirtyBytes;
  private final Map<String, Entry<V>> entries = new HashMap<>();
  private final List<Entry<V>> ring = new ArrayList<>();
  private int evictionHand;
  private int writingHand;
  private long bytes;
  private int dirty;
  private long dirtyBytes;
  private long hits;
  private long misses;
  private long written;

  /** Where the values live. */
  public interface Store<V> {

    /** The value of a key, or null. */
    V load(String key) throws IOException;

    /**
     * Stores a value.
     *
     * @return its size in bytes
     */
    int save(String key, V value) throws IOException;

    /** Forgets a key. */
    void delete(String key) throws IOException;

    /** Size in bytes of a value that was loaded last, or an estimate for one never stored. */
    int size();
  }

  private static final class Entry<V> {
    final String key;
    V value;
    int place;
    int size;
    boolean dirty;
    boolean touched; // since the eviction hand passed; not by being added, so that it has to return
    boolean warm = true; // since the writing hand passed

    Entry(String key, V value, int size) {
      this.key = key;
      this.value = value;
      this.size = size;
    }
  }

  /**
   * @param maxBytes of the values held, as large as they are in the store, with their overhead; one
   *     value is always held
   * @param maxDirtyBytes of the values that may wait to be written, each with {@link
   *     #WRITE_OVERHEAD}: so long a flush takes at most
   */
  public WriteBehindCache(Store<V> store, long maxBytes, long maxDirtyBytes) {
    if (maxBytes < 0 || maxDirtyBytes < 0) {
      throw new IllegalArgumentException("a cache cannot be smaller than nothing");
    }
    this.store = store;
    this.maxBytes = maxBytes;
    this.maxDirtyBytes = maxDirtyBytes;
  }

  /** The value of a key, or null. A change to it counts only once it was {@link #put}. */
  public V get(String key) throws IOException {
    Entry<V> entry = entries.get(key);
    if (entry != null) {
      hits++;
      touch(entry);
      return entry.value;
    }
    misses++;
    V value = store.load(key);
    if (value != null) {
      add(new Entry<>(key, value, store.size()));
    }
    return value;
  }

  /** Sets the value of a key; later changes to it do not count until it is put again. */
  public void put(String key, V value) throws IOException {
    Entry<V> entry = entries.get(key);
    if (entry == null) {
      entry = new Entry<>(key, value, store.size());
      add(entry);
    } else {
      entry.value = value;
      touch(entry);
    }
    if (!entry.dirty) {
      entry.dirty = true;
      dirty++;
      dirtyBytes += entry.size + WRITE_OVERHEAD;
      writeColdest();
    }
  }

  /** Forgets a key. */
  public void remove(String key) throws IOException {
    Entry<V> entry = entries.get(key);
    if (entry != null) {
      drop(entry);
    }
    store.delete(key);
  }

  /** Writes all that waits; everything stays cached. */
  public void flush() throws IOException {
    for (int i = 0; dirty > 0; i++) {
      if (ring.get(i).dirty) {
        write(ring.get(i));
      }
    }
  }

  /** Values held. */
  public int entries() {
    return ring.size();
  }

  /** Size of the values held, as last stored, with their overhead. */
  public long bytes() {
    return bytes;
  }

  /** Values waiting to be written. */
  public int dirty() {
    return dirty;
  }

  /** Reads answered from the cache so far. */
  public long hits() {
    return hits;
  }

  /** Reads answered by the store so far. */
  public long misses() {
    return misses;
  }

  /** Writes to the store so far. */
  public long written() {
    return written;
  }

  private void touch(Entry<V> entry) {
    entry.touched = true;
    entry.warm = true;
  }

  private void add(Entry<V> entry) throws IOException {
    while (!ring.isEmpty() && bytes + entry.size + OVERHEAD > maxBytes) {
      evictColdest();
    }
    entry.place = ring.size();
    ring.add(entry);
    entries.put(entry.key, entry);
    bytes += entry.size + OVERHEAD;
  }

  private void evictColdest() throws IOException {
    while (true) {
      evictionHand = evictionHand % ring.size();
      Entry<V> entry = ring.get(evictionHand);
      if (!entry.touched) {
        if (entry.dirty) {
          write(entry);
        }
        drop(entry);
        return;
      }
      entry.touched = false;
      evictionHand++;
    }
  }

  private void writeColdest() throws IOException {
    while (dirtyBytes > maxDirtyBytes) {
      writingHand = writingHand % ring.size();
      Entry<V> entry = ring.get(writingHand);
      writingHand++;
      if (entry.dirty) {
        if (!entry.warm) {
          write(entry);
        }
        entry.warm = false;
      }
    }
  }

  private void write(Entry<V> entry) throws IOException {
    int size = store.save(entry.key, entry.value);
    forgetDirty(entry);
    bytes += size - entry.size;
    entry.size = size;
    written++;
  }

  /** Takes an entry out; the last of the ring takes its place. */
  private void drop(Entry<V> entry) {
    entries.remove(entry.key);
    Entry<V> last = ring.remove(ring.size() - 1);
    if (last != entry) {
      ring.set(entry.place, last);
      last.place = entry.place;
    }
    bytes -= entry.size + OVERHEAD;
    if (entry.dirty) {
      forgetDirty(entry);
    }
  }

  private void forgetDirty(Entry<V> entry) {
    entry.dirty = false;
    dirty--;
    dirtyBytes -= entry.size + WRITE_OVERHEAD;
  }
}
