package io.rapport.core.recommendation.catalogue;

import io.rapport.core.state.SortedTable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An index of the catalogue's items at a ranker: category, brand, price and popularity in 20 bytes
 * an item, in sorted buckets, so that a million items take some 20 MB. Bounded: when full, a
 * further item is not indexed and is counted in {@link #refused()}. The owner snapshots the
 * buckets, names and levels passed to {@link Store}. Not thread-safe.
 */
public final class ItemIndex {

  /**
   * The number of buckets, part of the snapshot format: an item's bucket is the highest bits of its
   * key.
   */
  public static final int BUCKETS = 1 << 14;

  private static final int SHIFT = Long.SIZE - 14;

  /** Receives the parts that changed. */
  public interface Store {

    /**
     * Replaces a bucket.
     *
     * @param table the bucket's entries, must not change; empty when none is left
     */
    void bucket(int number, byte[] table);

    void category(int id, String name);

    void brand(int id, String name);

    /**
     * Replaces the popularity levels of a site.
     *
     * @param items number of items of the site by popularity level, must not change
     */
    public void levels(String site, int[] items);
  }

  private final int capacity;
  private final Store store;
  private final byte[][] buckets = new byte[BUCKETS][];
  private final NameTable categories;
  private final NameTable brands;
  private final Map<String, PopularityLevels> sites = new HashMap<>();
  private final ItemFacts scratch = new ItemFacts();
  private final AtomicInteger size = new AtomicInteger(); // read by the metric reporters
  private final AtomicLong refused = new AtomicLong();

  /**
   * An empty index.
   *
   * @param capacity largest number of items
   * @param names largest number of categories, and of brands
   */
  public ItemIndex(int capacity, int names, Store store) {
    this.capacity = capacity;
    this.store = store;
    this.categories = new NameTable(names);
    this.brands = new NameTable(names);
  }

  /** Restores a bucket from a snapshot. */
  public void restoreBucket(int number, byte[] table) {
    byte[] before = buckets[number];
    size.addAndGet(PackedTable.size(table) - (before == null ? 0 : PackedTable.size(before)));
    buckets[number] = table;
  }

  /** Restores a category from a snapshot. */
  public void restoreCategory(int id, String name) {
    categories.add(id, name);
  }

  /** Restores a brand from a snapshot. */
  public void restoreBrand(int id, String name) {
    brands.add(id, name);
  }

  /** Restores a site's numbers of items by popularity level from a snapshot. */
  public void restoreLevels(String site, int[] items) {
    sites.put(site, new PopularityLevels(items));
  }

  /** Applies a change of an item. */
  public void apply(ItemAttributes item) {
    long key = ItemKeys.key(item.site(), item.itemId());
    int number = (int) (key >>> SHIFT);
    byte[] table = buckets[number] == null ? SortedTable.EMPTY : buckets[number];
    int entry = PackedTable.find(table, key);
    if (entry < 0 && (!item.listed() || size.get() >= capacity)) {
      refused.addAndGet(item.listed() ? 1 : 0);
      return;
    }
    int before = -1;
    if (entry >= 0) {
      PackedTable.read(table, entry, scratch);
      before = scratch.popularity;
    }
    buckets[number] =
        item.listed()
            ? PackedTable.with(table, key, known(item))
            : PackedTable.without(table, entry);
    size.addAndGet((item.listed() ? 1 : 0) - (entry >= 0 ? 1 : 0));
    store.bucket(number, buckets[number]);
    move(item.site(), before, item.listed() ? item.popularity() : -1);
  }

  private ItemFacts known(ItemAttributes item) {
    scratch.category = NameTable.id(item.category());
    scratch.brand = NameTable.id(item.brand());
    scratch.price = PriceCode.of(item.price());
    scratch.popularity = item.popularity();
    if (categories.add(scratch.category, item.category())) {
      store.category(scratch.category, item.category());
    }
    if (brands.add(scratch.brand, item.brand())) {
      store.brand(scratch.brand, item.brand());
    }
    return scratch;
  }

  private void move(String site, int before, int after) {
    if (before != after) {
      PopularityLevels levels = sites.computeIfAbsent(site, any -> new PopularityLevels());
      levels.move(before, after);
      store.levels(site, levels.items());
    }
  }

  /**
   * Looks an item up.
   *
   * @param key of {@link ItemKeys#key}
   * @param into set to the item's attributes; cleared when it is not indexed
   * @return whether the item is indexed
   */
  public boolean find(long key, ItemFacts into) {
    byte[] table = size.get() == 0 ? null : buckets[(int) (key >>> SHIFT)];
    int entry = table == null ? -1 : PackedTable.find(table, key);
    if (entry < 0) {
      into.clear();
      return false;
    }
    PackedTable.read(table, entry, into);
    return true;
  }

  public NameTable categories() {
    return categories;
  }

  public NameTable brands() {
    return brands;
  }

  /** The popularity levels of a site; null where none of its items is indexed. */
  public PopularityLevels levels(String site) {
    return sites.get(site);
  }

  /** The number of items indexed. */
  public int size() {
    return size.get();
  }

  /** The number of changes refused because the index was full. */
  public long refused() {
    return refused.get();
  }

  /** The number of names of categories and brands known. */
  public int names() {
    return categories.size() + brands.size();
  }

  /** The number of names refused because the tables were full. */
  public long refusedNames() {
    return categories.refused() + brands.refused();
  }
}
