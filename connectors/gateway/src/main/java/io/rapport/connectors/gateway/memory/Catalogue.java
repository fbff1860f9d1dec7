package io.rapport.connectors.gateway.memory;

import io.rapport.avro.CatalogueItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The items of all sites, by site and item number, bounded in bytes. A full catalogue refuses new
 * items and counts the refusals: evicting others would leave an arbitrary part.
 */
public final class Catalogue {

  private static final int ENTRY_BYTES = 150;

  /**
   * @param bytes estimated heap
   */
  private record Held(CatalogueItem item, String searched, long bytes) {}

  private final long maxBytes;
  private final Map<String, ConcurrentSkipListMap<String, Held>> sites = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  public Catalogue(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Adds an item, or replaces it. For one thread at a time.
   *
   * @param serialised its size in Kafka, in bytes
   */
  public void put(CatalogueItem item, int serialised) {
    String searched = searched(item);
    Held held =
        new Held(
            item,
            searched,
            HeapEstimate.decoded(serialised) + HeapEstimate.of(searched) + ENTRY_BYTES);
    var items = sites.computeIfAbsent(item.getSite(), site -> new ConcurrentSkipListMap<>());
    Held before = items.get(item.getItemId());
    long grown = held.bytes - (before == null ? 0 : before.bytes);
    if (before == null && bytes.get() + grown > maxBytes) {
      refused.incrementAndGet();
      return;
    }
    items.put(item.getItemId(), held);
    bytes.addAndGet(grown);
  }

  public void remove(SiteKey key) {
    var items = sites.get(key.site());
    Held held = items == null ? null : items.remove(key.id());
    if (held != null) {
      bytes.addAndGet(-held.bytes);
    }
  }

  private static String searched(CatalogueItem item) {
    String title = item.getTitle() == null ? "" : item.getTitle();
    String brand = item.getBrand() == null ? "" : item.getBrand();
    return (title + '\n' + brand + '\n' + item.getItemId()).toLowerCase(Locale.ROOT);
  }

  /** The item; null when it is not known. */
  public CatalogueItem get(String site, String itemId) {
    var items = sites.get(site);
    Held held = items == null ? null : items.get(itemId);
    return held == null ? null : held.item;
  }

  /**
   * Whether an item may be recommended: any but one that the catalogue says is inactive or sold
   * out.
   */
  public static boolean isShown(CatalogueItem item) {
    return item == null || (item.getActive() && (item.getStock() == null || item.getStock() > 0));
  }

  /**
   * Items that may be shown, by item number.
   *
   * @param category a category, which includes those below it; null for all
   * @param query words that title, brand and number together must contain; null for any
   * @param after only item numbers behind this one; null for all
   */
  public List<CatalogueItem> list(
      String site, String category, String query, String after, int limit) {
    var items = sites.get(site);
    List<CatalogueItem> found = new ArrayList<>();
    if (items == null) {
      return found;
    }
    List<String> words =
        query == null ? List.of() : List.of(query.toLowerCase(Locale.ROOT).strip().split("\\s+"));
    for (Held held : (after == null ? items : items.tailMap(after, false)).values()) {
      if (held.item.getActive()
          && within(held.item.getCategory(), category)
          && words.stream().allMatch(held.searched::contains)) {
        found.add(held.item);
        if (found.size() == limit) {
          break;
        }
      }
    }
    return found;
  }

  private static boolean within(String category, String wanted) {
    return wanted == null
        || (category != null && (category.equals(wanted) || category.startsWith(wanted + "/")));
  }

  /** Categories and the number of items in each that may be shown, by name. */
  public Map<String, Integer> categories(String site) {
    Map<String, Integer> counts = new TreeMap<>();
    sites.getOrDefault(site, new ConcurrentSkipListMap<>()).values().stream()
        .map(Held::item)
        .filter(item -> item.getActive() && item.getCategory() != null)
        .forEach(item -> counts.merge(item.getCategory(), 1, Integer::sum));
    return counts;
  }

  /** Items held, of all sites. */
  public int size() {
    return sites.values().stream().mapToInt(Map::size).sum();
  }

  /** Estimated bytes held. */
  public long bytes() {
    return bytes.get();
  }

  /** Items that found no room. */
  public long refused() {
    return refused.get();
  }
}
