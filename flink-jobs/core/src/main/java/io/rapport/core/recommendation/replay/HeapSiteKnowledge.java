package io.rapport.core.recommendation.replay;

import io.rapport.core.recommendation.blend.BlendModel;
import io.rapport.core.recommendation.catalogue.AvailabilityChange;
import io.rapport.core.recommendation.catalogue.ItemAttributes;
import io.rapport.core.recommendation.catalogue.ItemIndex;
import io.rapport.core.recommendation.catalogue.TrendingItem;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.catalogue.UnavailableItems;
import io.rapport.core.recommendation.embedding.EmbeddingPublication;
import io.rapport.core.recommendation.embedding.EmbeddingTable;
import io.rapport.core.recommendation.ranking.SiteKnowledge;
import io.rapport.core.recommendation.rules.RuleBook;
import io.rapport.core.recommendation.rules.SiteRules;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Site knowledge on the heap. Not thread-safe. */
public final class HeapSiteKnowledge implements SiteKnowledge {

  private final UnavailableItems unavailable;
  private final Map<TrendingScope, List<TrendingItem>> trending = new HashMap<>();
  private final Map<String, BlendModel> blends = new HashMap<>();
  private final Map<String, RuleBook> rules = new HashMap<>();
  private final EmbeddingTable embeddings;
  private final ItemIndex items = new ItemIndex(1_000_000, 10_000, new Unkept());

  private static final class Unkept implements ItemIndex.Store {
    @Override
    public void bucket(int number, byte[] table) {}

    @Override
    public void category(int id, String name) {}

    @Override
    public void brand(int id, String name) {}

    @Override
    public void levels(String site, int[] items) {}
  }

  /**
   * Empty knowledge.
   *
   * @param capacity unavailable items remembered, at least 1
   * @param embedding of the items
   */
  public HeapSiteKnowledge(int capacity, EmbeddingSettings embedding) {
    this.unavailable = new UnavailableItems(capacity, (number, table) -> {});
    this.embeddings = new EmbeddingTable(embedding, (number, table) -> {});
  }

  /** Applies a change of availability. */
  public void apply(AvailabilityChange change) {
    if (change.available()) {
      unavailable.remove(change.key());
    } else {
      unavailable.add(change.key(), change.time());
    }
  }

  /** Applies a list of trending items. */
  public void apply(TrendingList list) {
    trending.put(list.scope(), list.items());
  }

  /** Applies a change of an item. */
  public void apply(ItemAttributes item) {
    items.apply(item);
  }

  /** Applies embeddings of items. */
  public void apply(EmbeddingPublication publication) {
    embeddings.apply(publication);
  }

  /** Replaces a site's rules. */
  public void apply(SiteRules siteRules) {
    rules.put(siteRules.site(), new RuleBook(siteRules));
  }

  /** Replaces a site's blend. */
  public void use(String site, BlendModel blend) {
    blends.put(site, blend);
  }

  @Override
  public BlendModel blend(String site) {
    return blends.get(site);
  }

  @Override
  public EmbeddingTable embeddings() {
    return embeddings;
  }

  @Override
  public ItemIndex items() {
    return items;
  }

  @Override
  public RuleBook rules(String site) {
    return rules.get(site);
  }

  @Override
  public boolean available(long key) {
    return !unavailable.contains(key);
  }

  @Override
  public List<TrendingItem> trending(TrendingScope scope) {
    return trending.getOrDefault(scope, List.of());
  }
}
