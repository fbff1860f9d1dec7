package io.rapport.core.state;

import io.rapport.core.settings.Checks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bounded cache of mutable values in front of a slower store. Reads are remembered and writes
 * wait in it: a value goes to the store when it is evicted and when too many wait. At any time the
 * store and what a {@link #freeze snapshot} of the waiting values holds are together exact.
 *
 * <p>What is evicted, and what is written when too many wait, is what was not touched for the
 * longest, by the CLOCK approximation of it (F. J. Corbató, 1968), with a hand for each of the two.
 * A hot value thus goes to the store seldom or never.
 *
 * <p>Not thread-safe, but for the snapshots: see {@link UnwrittenValues}.
 */
public final class WriteBehindCache<V> {

  /** Of an entry beyond its value: the entry, its key and its places in map and rings; bytes. */
  static final int OVERHEAD = 192;

  private final Store<V> store;
  private final long maxBytes;
  private final long maxUnwrittenBytes;
  private final Map<String, CacheEntry<V>> entries = new HashMap<>();
  private final List<CacheEntry<V>> ring = new ArrayList<>();
  private final List<CacheEntry<V>> unwritten = new ArrayList<>();
  private final List<UnwrittenValues<V>> snapshots = new ArrayList<>(); // not known to be done
  private final PackedWriter scratch = new PackedWriter(256);
  private CacheEntry<V> latest; // or null; what is read is mostly put next
  private int newestSnapshot;
  private int evictionHand;
  private int writingHand;
  private long bytes;
  private long unwrittenBytes;
  private long hits;
  private long misses;
  private long written;

  /** Where the values live. */
  public interface Store<V> {

    /** The value of a key, or null. */
    V load(String key) throws IOException;

    /** Size in bytes of the value loaded last, packed. */
    int loadedSize();

    /**
     * Writes a value as it is stored. Called by any thread, but never while the value is changed.
     */
    void pack(V value, PackedWriter out);

    /** Stores a packed value. */
    void save(String key, byte[] packed) throws IOException;

    /** Forgets a key. */
    void delete(String key) throws IOException;
  }

  /**
   * @param maxBytes of the values held, as large as they are in the store, with their overhead; one
   *     value is always held
   * @param maxUnwrittenBytes of the values that may wait to be written, likewise: so much a
   *     snapshot holds at most
   */
  public WriteBehindCache(Store<V> store, long maxBytes, long maxUnwrittenBytes) {
    Checks.atLeast("maxBytes", maxBytes, 0);
    Checks.atLeast("maxUnwrittenBytes", maxUnwrittenBytes, 0);
    this.store = store;
    this.maxBytes = maxBytes;
    this.maxUnwrittenBytes = maxUnwrittenBytes;
  }

  /** The value of a key, or null. A change to it counts only once it was {@link #put}. */
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

  /** Sets the value of a key; later changes to it do not count until it is put again. */
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
      evictColdest(); // the value has grown
    }
  }

  /** Forgets a key. */
  public void remove(String key) throws IOException {
    CacheEntry<V> entry = find(key);
    if (entry != null) {
      thaw(entry);
      drop(entry);
    }
    store.delete(key);
  }

  /**
   * Holds on to the values that wait, as they are now, for them to be packed by another thread
   * while this one goes on. They go on waiting.
   */
  public UnwrittenValues<V> freeze() {
    snapshots.removeIf(UnwrittenValues::isClosed);
    if (!snapshots.isEmpty()) {
      unwritten.forEach(this::thaw); // for one that is not done
    }
    UnwrittenValues<V> snapshot =
        new UnwrittenValues<>(++newestSnapshot, store, new ArrayList<>(unwritten));
    snapshots.add(snapshot);
    return snapshot;
  }

  /** Values held. */
  public int entries() {
    return ring.size();
  }

  /** Size of the values held, as last packed, with their overhead. */
  public long bytes() {
    return bytes;
  }

  /** Values waiting to be written. */
  public int unwritten() {
    return unwritten.size();
  }

  /** Size of the values waiting to be written, as last packed, with their overhead. */
  public long unwrittenBytes() {
    return unwrittenBytes;
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

  private CacheEntry<V> find(String key) {
    if (latest == null || !latest.key.equals(key)) {
      latest = entries.get(key);
    }
    return latest;
  }

  /**
   * To be called before a value may change or no longer waits: gives it to the snapshot that holds
   * on to it.
   *
   * @return the value packed, or null if it was not frozen
   */
  private byte[] thaw(CacheEntry<V> entry) {
    if (entry.settled == newestSnapshot) {
      return null;
    }
    synchronized (entry) {
      byte[] packed = null;
      // What waits and is not settled has waited since before the cache was frozen.
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

  /** Takes note of a size that was found since. */
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
        write(entry); // another one takes its place
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

  /** The last of those that wait takes its place. */
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
