package io.rapport.core.recommendation.embedding;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.catalogue.ItemKeys;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.SortedTable;
import io.rapport.core.stats.QuantisedVector;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The embeddings of all sites' items at a ranker, as published by {@link EmbeddingLearner}: in
 * sorted buckets, 48 bytes an item of 32 dimensions. Bounded: when full, a further item has none
 * and is counted in {@link #refused()}. The owner snapshots the buckets passed to {@link Store}.
 * Not thread-safe.
 */
public final class EmbeddingTable {

  /**
   * The number of buckets, part of the snapshot format: an item's bucket is the highest bits of its
   * key.
   */
  static final int BUCKETS = 1 << 14;

  private static final int SHIFT = Long.SIZE - 14;

  /** Receives the buckets that changed. */
  public interface Store {

    /**
     * Replaces a bucket.
     *
     * @param number of the bucket; a different one for other dimensions
     * @param table the bucket's entries, must not change; empty when none is left
     */
    void bucket(int number, byte[] table);
  }

  private final int dimensions;
  private final int width;
  private final int capacity;
  private final Store store;
  private final byte[][] buckets = new byte[BUCKETS][];
  private final AtomicInteger size = new AtomicInteger(); // read by the metric reporters
  private final AtomicLong refused = new AtomicLong();

  public EmbeddingTable(EmbeddingSettings settings, Store store) {
    this.dimensions = settings.dimensions();
    this.width = Long.BYTES + QuantisedVector.width(dimensions);
    this.capacity = settings.knownItems();
    this.store = store;
  }

  /**
   * Restores a bucket from a snapshot.
   *
   * @return false when it is of other dimensions and need not be kept
   */
  public boolean restoreBucket(int number, byte[] table) {
    if (number / BUCKETS != dimensions) {
      return false;
    }
    byte[] before = buckets[number % BUCKETS];
    size.addAndGet((table.length - (before == null ? 0 : before.length)) / width);
    buckets[number % BUCKETS] = table;
    return true;
  }

  /**
   * Applies a publication.
   *
   * @return false when its embeddings cannot be used, because they are of other dimensions
   */
  public boolean apply(EmbeddingPublication publication) {
    PackedReader in = new PackedReader(publication.packed());
    in.requireVersion(EmbeddingPublication.FORMAT, "A publication of embeddings");
    if (in.readVarint() != dimensions) {
      return false;
    }
    long site = Hash64.of(publication.site());
    for (long item : in.readLongs()) {
      remove(ItemKeys.key(site, item));
    }
    while (in.hasRemaining()) {
      long item = in.readLong();
      put(ItemKeys.key(site, item), publication.packed(), in.position());
      in.skip(width - Long.BYTES);
    }
    return true;
  }

  private void remove(long key) {
    int number = (int) (key >>> SHIFT);
    int entry = buckets[number] == null ? -1 : SortedTable.find(buckets[number], width, key);
    if (entry >= 0) {
      size.decrementAndGet();
      set(number, SortedTable.without(buckets[number], width, entry));
    }
  }

  private void put(long key, byte[] source, int position) {
    int number = (int) (key >>> SHIFT);
    byte[] table = buckets[number] == null ? SortedTable.EMPTY : buckets[number];
    byte[] next = SortedTable.with(table, width, key);
    boolean known = next.length == table.length;
    if (!known && size.get() >= capacity) {
      refused.incrementAndGet();
      return;
    }
    int at = SortedTable.find(next, width, key) * width + Long.BYTES;
    System.arraycopy(source, position, next, at, width - Long.BYTES);
    size.addAndGet(known ? 0 : 1);
    set(number, next);
  }

  private void set(int number, byte[] table) {
    buckets[number] = table.length == 0 ? null : table;
    store.bucket(dimensions * BUCKETS + number, table);
  }

  int dimensions() {
    return dimensions;
  }

  /** The table that may hold a key, or null. */
  byte[] table(long key) {
    return buckets[(int) (key >>> SHIFT)];
  }

  /**
   * The position of a key's {@link QuantisedVector} in its table.
   *
   * @param table of {@link #table}, or null
   * @return a negative number if there is none
   */
  int find(byte[] table, long key) {
    int entry = table == null ? -1 : SortedTable.find(table, width, key);
    return entry < 0 ? -1 : entry * width + Long.BYTES;
  }

  /** The number of items that have an embedding. */
  public int size() {
    return size.get();
  }

  /** The number of embeddings refused because the table was full. */
  public long refused() {
    return refused.get();
  }
}
