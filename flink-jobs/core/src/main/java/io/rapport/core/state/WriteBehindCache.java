package io.rapport.core.state;

import io.rapport.core.settings.Checks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bounded write-behind cache of mutable values in front of a slower store. It keeps values that
 * were read, and delays writes: a value is written to the store when it is evicted, or when too
 * many values wait. The store together with a {@link #freeze snapshot} of the waiting values is
 * exact at any time.
 *
 * <p>Evictions and writes take the least recently used value, approximated by CLOCK (F. J. Corbató,
 * 1968) with a hand for each of the two. So a hot value is rarely or never written.
 *
 * <p>Not thread-safe, except for the snapshots: see {@link UnwrittenValues}.
 */
public final class WriteBehindCache<V> {

  /**
   * The bytes of an entry beyond its value: the entry, its key, and its places in map and rings.
   */
  static final int OVERHEAD = 192;

  private final Store<V> store;
  private final long maxBytes;
  private final long maxUnwrittenBytes;
  private final Map<String, CacheEntry<V>> entries = new HashMap<>();
  private final List<CacheEntry<V>> ring = new ArrayList<>();
  private final List<CacheEntry<V>> unwritten = new ArrayList<>();
  private final List<UnwrittenValues<V>> snapshots =
      new ArrayList<>(); // those not known to be closed
  private final PackedWriter scratch = new PackedWriter(256);
  private CacheEntry<V> latest; // or null; a value that was read is usually put next
  private int newestSnapshot;
  private int evictionHand;
  private int writingHand;
  private long bytes;
  private long unwrittenBytes;
  private long hits;
  private long misses;
  private long written;

  /** The store behind the cache. */
  public interface Store<V> {

    /** The value of a key, or null. */
    V load(String key) throws IOException;

    /** The packed size in bytes of the value loaded last. */
    int loadedSize();

    /** Packs a value for the store. Any thread may call it, but never while the value changes. */
    void pack(V value, PackedWriter out);

    /** Stores a packed value. */
    void save(String key, byte[] packed) throws IOException;

    /** Deletes a key. */
    void delete(String key) throws IOException;
  }

  /**
   * An empty cache.
   *
   * @param maxBytes of the values held, packed, with their overhead; one value is always held
   * @param maxUnwrittenBytes of the values that may wait, packed, with their overhead: the bound of
   *     a snapshot
   */
  public WriteBehindCache(Store<V> store, long maxBytes, long maxUnwrittenBytes) {
    Checks.atLeast("maxBytes", maxBytes, 0);
    Checks.atLeast("maxUnwrittenBytes", maxUnwrittenBytes, 0);
    this.store = store;
    this.maxBytes = maxBytes;
    this.maxUnwrittenBytes = maxUnwrittenBytes;
  }

  /** The value of a key, or null. A change of the value takes effect only with {@link #put}. */
  public V get(String key) throws IOException {
    CacheEntry<V> entry = find(key);
    if (entry != null) {
      hits++;
      entry.touch();
      thaw(entry);
      return entry.value;
    }
    misses++;
    V value = store.load(key);
    if (value != null) {
      add(new CacheEntry<>(key, value, store.loadedSize()));
    }
    return value;
  }

  /** Sets the value of a key; later changes of the value take effect only when it is put again. */
  public void put(String key, V value) throws IOException {
    CacheEntry<V> entry = find(key);
    if (entry == null) {
      entry = new CacheEntry<>(key, value, pack(value).size());
      add(entry);
    } else {
      thaw(entry);
      entry.value = value;
      entry.touch();
    }
    if (entry.isDueForMeasuring()) {
      entry.measured = pack(value).size();
    }
    resize(entry);
    if (entry.waitingPlace < 0) {
      entry.waitingPlace = unwritten.size();
      unwritten.add(entry);
      unwrittenBytes += entry.size + OVERHEAD;
    }
    writeColdest();
    while (bytes > maxBytes && ring.size() > 1) {
      evictColdest(); // the value may have grown
    }
  }

  /** Removes a key from the cache and the store. */
  public void remove(String key) throws IOException {
    CacheEntry<V> entry = find(key);
    if (entry != null) {
      thaw(entry);
      drop(entry);
    }
    store.delete(key);
  }

  /**
   * Freezes the waiting values as they are now, so that another thread can pack them while this one
   * goes on. They remain waiting.
   */
  public UnwrittenValues<V> freeze() {
    snapshots.removeIf(UnwrittenValues::isClosed);
    if (!snapshots.isEmpty()) {
      unwritten.forEach(this::thaw); // for a snapshot that is not closed
    }
    UnwrittenValues<V> snapshot =
        new UnwrittenValues<>(++newestSnapshot, store, new ArrayList<>(unwritten));
    snapshots.add(snapshot);
    return snapshot;
  }

  /** The number of values held. */
  public int entries() {
    return ring.size();
  }

  /** The size of the values held, as last packed, with their overhead. */
  public long bytes() {
    return bytes;
  }

  /** The number of values waiting to be written. */
  public int unwritten() {
    return unwritten.size();
  }

  /** The size of the values waiting to be written, as last packed, with their overhead. */
  public long unwrittenBytes() {
    return unwrittenBytes;
  }

  /** The number of reads answered from the cache. */
  public long hits() {
    return hits;
  }

  /** The number of reads answered by the store. */
  public long misses() {
    return misses;
  }

  /** The number of writes to the store. */
  public long written() {
    return written;
  }

  private CacheEntry<V> find(String key) {
    if (latest == null || !latest.key.equals(key)) {
      latest = entries.get(key);
    }
    return latest;
  }

  /**
   * Gives a value to the snapshot that needs it. Call before the value may change or stops waiting.
   *
   * @return the value packed, or null if no snapshot needs it
   */
  private byte[] thaw(CacheEntry<V> entry) {
    if (entry.settled == newestSnapshot) {
      return null;
    }
    synchronized (entry) {
      byte[] packed = null;
      // An entry that waits and is not settled has waited since before the cache was frozen.
      if (entry.waitingPlace >= 0 && entry.settled != newestSnapshot) {
        for (UnwrittenValues<V> snapshot : snapshots) {
          if (snapshot.number() == newestSnapshot && !snapshot.isClosed()) {
            packed = snapshot.give(entry, scratch);
          }
        }
      }
      entry.settled = newestSnapshot;
      return packed;
    }
  }

  private PackedWriter pack(V value) {
    scratch.clear();
    store.pack(value, scratch);
    return scratch;
  }

  private void add(CacheEntry<V> entry) throws IOException {
    while (!ring.isEmpty() && bytes + entry.size + OVERHEAD > maxBytes) {
      evictColdest();
    }
    entry.settled = newestSnapshot;
    entry.place = ring.size();
    ring.add(entry);
    entries.put(entry.key, entry);
    bytes += entry.size + OVERHEAD;
  }

  /** Applies a newly measured size. */
  private void resize(CacheEntry<V> entry) {
    int more = entry.measured - entry.size;
    entry.size += more;
    bytes += more;
    if (entry.waitingPlace >= 0) {
      unwrittenBytes += more;
    }
  }

  private void evictColdest() throws IOException {
    while (true) {
      evictionHand = evictionHand % ring.size();
      CacheEntry<V> entry = ring.get(evictionHand);
      if (!entry.touched) {
        if (entry.waitingPlace >= 0) {
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
    while (unwrittenBytes > maxUnwrittenBytes) {
      writingHand = writingHand % unwritten.size();
      CacheEntry<V> entry = unwritten.get(writingHand);
      if (entry.warm) {
        entry.warm = false;
        writingHand++;
      } else {
        write(entry); // the last waiting entry moves to its place
      }
    }
  }

  private void write(CacheEntry<V> entry) throws IOException {
    byte[] packed = thaw(entry);
    if (packed == null) {
      packed = pack(entry.value).toBytes();
    }
    store.save(entry.key, packed);
    stopWaiting(entry);
    entry.measured = packed.length;
    resize(entry);
    written++;
  }

  private void drop(CacheEntry<V> entry) {
    entries.remove(entry.key);
    latest = latest == entry ? null : latest;
    CacheEntry<V> last = ring.remove(ring.size() - 1);
    if (last != entry) {
      ring.set(entry.place, last);
      last.place = entry.place;
    }
    bytes -= entry.size + OVERHEAD;
    if (entry.waitingPlace >= 0) {
      stopWaiting(entry);
    }
  }

  /** Removes a waiting entry; the last waiting entry moves to its place. */
  private void stopWaiting(CacheEntry<V> entry) {
    CacheEntry<V> last = unwritten.remove(unwritten.size() - 1);
    if (last != entry) {
      unwritten.set(entry.waitingPlace, last);
      last.waitingPlace = entry.waitingPlace;
    }
    entry.waitingPlace = -1;
    unwrittenBytes -= entry.size + OVERHEAD;
  }
}
