package io.rapport.core.recommendation.catalogue;

import io.rapport.core.state.SortedTable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Category, brand, price and popularity of the catalogue's items at a ranker: 20 bytes an item in
 * sorted buckets, so that a million items are some 20 MB. Bounded: when full, a further item is not
 * known and counted in {@link #refused()}. The owner keeps the buckets, names and levels that
 * {@link Store} is told in its snapshots. Not thread-safe.
 */
public final class ItemIndex {

  /** Part of the format of what is kept: an item's bucket is the highest bits of its key. */
  public static final int BUCKETS = 1 << 14;

  private static final int SHIFT = Long.SIZE - 14;

  /** Where the parts that changed are kept. */
  public interface Store {

    /**
     * @param table the bucket's entries, not to be changed; empty when none is left
     */
    void bucket(int number, byte[] table);

    void category(int id, String name);

    void brand(int id, String name);

    /**
     * @param items of a site by popularity level, not to be changed
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
   * @param capacity items at most
   * @param names categories at most, and brands
   */
  public ItemIndex(int capacity, int names, Store store) {
    this.capacity = capacity;
    this.store = store;
    this.categories = new NameTable(names);
    this.brands = new NameTable(names);
  }

  /** Takes a bucket out of a snapshot. */
  public void restoreBucket(int number, byte[] table) {
    byte[] before = buckets[number];
    size.addAndGet(PackedTable.size(table) - (before == null ? 0 : PackedTable.size(before)));
    buckets[number] = table;
  }

  /** Takes a category out of a snapshot. */
  public void restoreCategory(int id, String name) {
    categories.add(id, name);
  }

  /** Takes a brand out of a snapshot. */
  public void restoreBrand(int id, String name) {
    brands.add(id, name);
  }

  /** Takes a site's items by popularity level out of a snapshot. */
  public void restoreLevels(String site, int[] items) {
    sites.put(site, new PopularityLevels(items));
  }

  /** Takes a change in. */
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
   * @param into filled with what is known; cleared when nothing is
   * @return whether the item is known
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

  /** How much the items of a site are visited; null where no item of it is known. */
  public PopularityLevels levels(String site) {
    return sites.get(site);
  }

  /** Items known. */
  public int size() {
    return size.get();
  }

  /** Changes of items that found no room. */
  public long refused() {
    return refused.get();
  }

  /** Names of categories and brands known. */
  public int names() {
    return categories.size() + brands.size();
  }

  /** Names that found no room. */
  public long refusedNames() {
    return categories.refused() + brands.refused();
  }
}
