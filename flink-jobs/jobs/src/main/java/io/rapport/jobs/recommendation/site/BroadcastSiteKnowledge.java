package io.rapport.jobs.recommendation.site;

import io.rapport.core.recommendation.blend.BlendModel;
import io.rapport.core.recommendation.blend.BlendPublication;
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
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.BroadcastBuckets;
import io.rapport.jobs.state.ImmutableSerializer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Site knowledge in broadcast state: 20 bytes for each item of the catalogue and 48 for its vector;
 * 16 for each unavailable item, bounded by {@code rapport.recommendation.max-unavailable-items}; a
 * short list of trending items for each scope; a blend of some 2 KB for each site; and each site's
 * rules, as they were written.
 */
public final class BroadcastSiteKnowledge implements SiteKnowledge {

  private static final Logger LOG = LoggerFactory.getLogger(BroadcastSiteKnowledge.class);

  static final MapStateDescriptor<String, TrendingList> TRENDING =
      new MapStateDescriptor<>(
          RecommendationUids.KNOWN_TRENDING_STATE,
          StringSerializer.INSTANCE,
          new ImmutableSerializer<>(
              TypeInformation.of(TrendingList.class).createSerializer(new SerializerConfigImpl())));

  static final MapStateDescriptor<String, BlendPublication> BLENDS =
      new MapStateDescriptor<>(
          RecommendationUids.BLEND_STATE, Types.STRING, TypeInformation.of(BlendPublication.class));

  public static final List<MapStateDescriptor<?, ?>> ALL =
      Stream.concat(Stream.of(TRENDING, BLENDS, BroadcastRules.RULES), BroadcastItems.ALL.stream())
          .toList();

  private final BroadcastItems items;
  private final BroadcastEmbeddings embeddings;
  private final BroadcastRules rules;
  private final UnavailableItems unavailable;
  private final BroadcastState<String, TrendingList> trending;
  private final BroadcastState<String, BlendPublication> blends;
  private final Map<String, BlendModel> models = new HashMap<>(); // unpacked from blends
  private final Set<String> lists = new HashSet<>(); // scopes of trending
  private final int mostLists;
  private final AtomicLong refusedLists = new AtomicLong(); // read by the metric reporters

  public BroadcastSiteKnowledge(OperatorStateStore store, RecommendationSettings settings)
      throws Exception {
    this.mostLists = settings.trending().lists();
    this.items = new BroadcastItems(store, settings.ranking());
    this.embeddings = new BroadcastEmbeddings(store, settings.embedding());
    this.rules = new BroadcastRules(store);
    this.unavailable = unavailable(store, settings.ranking().unavailableItems());
    this.trending = store.getBroadcastState(TRENDING);
    this.blends = store.getBroadcastState(BLENDS);
    for (Map.Entry<String, BlendPublication> blend : blends.immutableEntries()) {
      unpack(blend.getValue());
    }
    for (Map.Entry<String, TrendingList> list : trending.immutableEntries()) {
      lists.add(list.getKey());
    }
  }

  private static UnavailableItems unavailable(OperatorStateStore store, int capacity)
      throws Exception {
    BroadcastBuckets buckets =
        new BroadcastBuckets(store, RecommendationUids.UNAVAILABLE_PAGES_STATE);
    UnavailableItems items = new UnavailableItems(capacity, buckets::put);
    buckets.forEach(items::restoreBucket);
    return items;
  }

  /**
   * Replaces a site's blend.
   *
   * @return false when it cannot be used, because it is of another format
   */
  public boolean apply(BlendPublication blend) throws Exception {
    if (!unpack(blend)) {
      return false;
    }
    blends.put(blend.site(), blend);
    return true;
  }

  /** Replaces a site's rules; returns false when they cannot be applied. */
  public boolean apply(RulesPublication publication) throws Exception {
    return rules.apply(publication);
  }

  /** Adds or replaces vectors; returns false when they cannot be used. */
  public boolean apply(EmbeddingPublication publication) {
    return embeddings.apply(publication);
  }

  public void apply(ItemAttributes item) {
    items.index().apply(item);
  }

  private boolean unpack(BlendPublication blend) {
    try {
      models.put(blend.site(), BlendModel.format().unpack(blend.payload()));
      return true;
    } catch (IllegalStateException e) {
      LOG.warn("The blend of site {} is not used: {}", blend.site(), e.getMessage());
      return false;
    }
  }

  /** Replaces the trending items of a scope; an empty list removes them. */
  public void apply(TrendingList list) throws Exception {
    String scope = list.scope().key();
    if (list.items().isEmpty()) {
      trending.remove(scope);
      lists.remove(scope);
    } else if (lists.contains(scope) || lists.size() < mostLists) {
      trending.put(scope, list);
      lists.add(scope);
    } else {
      refusedLists.incrementAndGet();
    }
  }

  /** The number of trending lists refused because there were too many. */
  public long refusedLists() {
    return refusedLists.get();
  }

  /** Applies a change of an item's availability. */
  public void apply(AvailabilityChange change) {
    if (change.available()) {
      unavailable.remove(change.key());
    } else {
      unavailable.add(change.key(), change.time());
    }
  }

  /** The number of unavailable items remembered. */
  public int size() {
    return unavailable.size();
  }

  @Override
  public boolean available(long key) {
    return !unavailable.contains(key);
  }

  @Override
  public EmbeddingTable embeddings() {
    return embeddings.table();
  }

  @Override
  public ItemIndex items() {
    return items.index();
  }

  @Override
  public RuleBook rules(String site) {
    return rules.of(site);
  }

  @Override
  public BlendModel blend(String site) {
    return models.get(site);
  }

  @Override
  public List<TrendingItem> trending(TrendingScope scope) {
    try {
      TrendingList list = trending.get(scope.key());
      return list == null ? List.of() : list.items();
    } catch (Exception e) {
      throw new FlinkRuntimeException("The broadcast state cannot be read.", e);
    }
  }
}
