package io.rapport.connectors.gateway.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A map in the order of last changes, bounded in bytes: the value unchanged for longest gives way.
 * Pages through it are stable, because each change takes a new place at the front. For any number
 * of threads.
 */
public final class RecentMap<K, V> {

  /** The heap of an entry beside its value: two map nodes, the key, the entry itself. */
  private static final int ENTRY_BYTES = 200;

  /**
   * A value and its place.
   *
   * @param place grows with every change of the map
   */
  public record Entry<K, V>(long place, K key, V value, long bytes) {}

  private final long maxBytes;
  private final ToLongFunction<V> weigher;
  private final Consumer<V> left;
  private final Map<K, Entry<K, V>> byKey = new HashMap<>();
  private final TreeMap<Long, Entry<K, V>> byPlace = new TreeMap<>();
  private long bytes;
  private long places;
  private long evicted;

  /**
   * @param weigher a value's bytes
   */
  public RecentMap(long maxBytes, ToLongFunction<V> weigher) {
    this(maxBytes, weigher, value -> {});
  }

  /**
   * @param left told of every value that is replaced, removed or gave way, under the map's lock
   */
  public RecentMap(long maxBytes, ToLongFunction<V> weigher, Consumer<V> left) {
    this.maxBytes = maxBytes;
    this.weigher = weigher;
    this.left = left;
  }

  /** Puts a value to the front. */
  public synchronized void put(K key, V value) {
    drop(byKey.remove(key));
    Entry<K, V> entry = new Entry<>(++places, key, value, weigher.applyAsLong(value) + ENTRY_BYTES);
    byKey.put(key, entry);
    byPlace.put(entry.place, entry);
    bytes += entry.bytes;
    while (bytes > maxBytes && byPlace.size() > 1) {
      Entry<K, V> oldest = byPlace.firstEntry().getValue();
      byKey.remove(oldest.key);
      drop(oldest);
      evicted++;
    }
  }

  /** The value; null when there is none. */
  public synchronized V get(K key) {
    Entry<K, V> entry = byKey.get(key);
    return entry == null ? null : entry.value;
  }

  public synchronized void remove(K key) {
    drop(byKey.remove(key));
  }

  /** Removes all values that are unwanted. */
  public synchronized void removeIf(Predicate<V> unwanted) {
    for (Entry<K, V> entry : List.copyOf(byPlace.values())) {
      if (unwanted.test(entry.value)) {
        remove(entry.key);
      }
    }
  }

  private void drop(Entry<K, V> entry) {
    if (entry != null) {
      byPlace.remove(entry.place);
      bytes -= entry.bytes;
      left.accept(entry.value);
    }
  }

  /**
   * The newest that are wanted, newest first.
   *
   * @param before only those behind this place; {@link Long#MAX_VALUE} for all
   */
  public synchronized List<Entry<K, V>> newest(long before, int limit, Predicate<V> wanted) {
    List<Entry<K, V>> found = new ArrayList<>();
    for (Entry<K, V> entry : byPlace.headMap(before, false).descendingMap().values()) {
      if (found.size() == limit) {
        break;
      }
      if (wanted.test(entry.value)) {
        found.add(entry);
      }
    }
    return found;
  }

  public synchronized int size() {
    return byKey.size();
  }

  /** Estimated bytes held. */
  public synchronized long bytes() {
    return bytes;
  }

  /** The number of values that gave way so far. */
  public synchronized long evicted() {
    return evicted;
  }
}
