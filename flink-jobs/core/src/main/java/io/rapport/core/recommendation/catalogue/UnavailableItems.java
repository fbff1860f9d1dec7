package io.rapport.core.recommendation.catalogue;

import io.rapport.core.settings.Checks;
import io.rapport.core.state.SortedTable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The unavailable items by {@link ItemKeys#key}, each with the time it became unavailable: 16 bytes
 * an item in sorted buckets. Bounded: when full, the tenth that has been unavailable longest is
 * dropped at once. Nobody visits those any more, so they have decayed from the lists that could
 * bring them back. The owner snapshots the buckets passed to {@link Store}. Not thread-safe.
 */
public final class UnavailableItems {

  /**
   * The number of buckets, part of the snapshot format: an item's bucket is the highest bits of its
   * key.
   */
  private static final int BUCKETS = 1 << 12;

  private static final int SHIFT = Long.SIZE - 12;
  private static final int WIDTH = 2 * Long.BYTES;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Receives the buckets that changed. */
  public interface Store {

    /**
     * Replaces a bucket.
     *
     * @param table the bucket's entries, must not change; empty when none is left
     */
    void bucket(int number, byte[] table);
  }

  private record Item(long key, long since) {}

  private final int capacity;
  private final Store store;
  private final byte[][] buckets = new byte[BUCKETS][];
  private final AtomicInteger size = new AtomicInteger(); // read by the metric reporters

  /**
   * An empty set.
   *
   * @param capacity items remembered, at least 1
   */
  public UnavailableItems(int capacity, Store store) {
    Checks.atLeast("capacity", capacity, 1);
    this.capacity = capacity;
    this.store = store;
  }

  /** Restores a bucket from a snapshot. */
  public void restoreBucket(int number, byte[] table) {
    byte[] before = buckets[number];
    size.addAndGet((table.length - (before == null ? 0 : before.length)) / WIDTH);
    buckets[number] = table;
  }

  public boolean contains(long key) {
    byte[] table = buckets[number(key)];
    return table != null && SortedTable.find(table, WIDTH, key) >= 0;
  }

  /** The number of items remembered. */
  public int size() {
    return size.get();
  }

  /** Removes an item that is available again. */
  public void remove(long key) {
    byte[] table = buckets[number(key)];
    int entry = table == null ? -1 : SortedTable.find(table, WIDTH, key);
    if (entry >= 0) {
      size.decrementAndGet();
      set(number(key), SortedTable.without(table, WIDTH, entry));
    }
  }

  /**
   * Adds an item that has become unavailable.
   *
   * @param time event time of the change, milliseconds since the epoch
   */
  public void add(long key, long time) {
    byte[] table = buckets[number(key)] == null ? SortedTable.EMPTY : buckets[number(key)];
    byte[] next = SortedTable.with(table, WIDTH, key);
    LONGS.set(next, SortedTable.find(next, WIDTH, key) * WIDTH + Long.BYTES, time);
    size.addAndGet((next.length - table.length) / WIDTH);
    set(number(key), next);
    if (size.get() > capacity) {
      forgetSurplus();
    }
  }

  /**
   * Drops the items unavailable longest, a tenth of the capacity at once, so that the search is
   * rare.
   */
  private void forgetSurplus() {
    List<Item> items = new ArrayList<>(size.get());
    for (byte[] table : buckets) {
      for (int entry = 0; table != null && entry < table.length / WIDTH; entry++) {
        long since = (long) LONGS.get(table, entry * WIDTH + Long.BYTES);
        items.add(new Item(SortedTable.key(table, WIDTH, entry), since));
      }
    }
    items.sort(Comparator.comparingLong(Item::since).thenComparingLong(Item::key));
    for (Item item : items.subList(0, items.size() - capacity + capacity / 10)) {
      remove(item.key());
    }
  }

  private void set(int number, byte[] table) {
    buckets[number] = table.length == 0 ? null : table;
    store.bucket(number, table);
  }

  private static int number(long key) {
    return (int) (key >>> SHIFT);
  }
}
