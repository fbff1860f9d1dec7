package io.rapport.core.recommendation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A shelf on the heap. Not thread-safe. */
public final class HeapShelf implements Shelf {

  private final UnavailableItems unavailable;
  private final Map<String, List<TrendingItem>> trending = new HashMap<>();
  private final Map<String, BlendModel> blends = new HashMap<>();

  /**
   * @param capacity unavailable items remembered, at least 1
   */
  public HeapShelf(int capacity) {
    this.unavailable = new UnavailableItems(capacity);
  }

  /** Takes a change in. */
  public void apply(ShelfUpdate update) {
    if (update.trending() != null) {
      trending.put(update.site(), update.trending());
    } else if (update.available()) {
      unavailable.remove(Shelf.key(update.site(), update.itemId()));
    } else {
      unavailable.add(Shelf.key(update.site(), update.itemId()), update.time());
    }
  }

  /** Ranks a site by another blend from now on. */
  public void use(String site, BlendModel blend) {
    blends.put(site, blend);
  }

  @Override
  public BlendModel blend(String site) {
    return blends.get(site);
  }

  @Override
  public boolean available(long key) {
    return !unavailable.contains(key);
  }

  @Override
  public List<TrendingItem> trending(String site) {
    return trending.getOrDefault(site, List.of());
  }
}
