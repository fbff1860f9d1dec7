package io.rapport.jobs.recommendation.site;

import io.rapport.core.recommendation.catalogue.ItemIndex;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.BroadcastBuckets;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * The attributes of the catalogue's items in broadcast state: the buckets of an {@link ItemIndex},
 * which shares their arrays.
 */
final class BroadcastItems implements ItemIndex.Store {

  static final MapStateDescriptor<Integer, String> CATEGORIES =
      new MapStateDescriptor<>(RecommendationUids.CATEGORIES_STATE, Types.INT, Types.STRING);

  static final MapStateDescriptor<Integer, String> BRANDS =
      new MapStateDescriptor<>(RecommendationUids.BRANDS_STATE, Types.INT, Types.STRING);

  static final MapStateDescriptor<String, int[]> LEVELS =
      new MapStateDescriptor<>(
          RecommendationUids.LEVELS_STATE,
          Types.STRING,
          PrimitiveArrayTypeInfo.INT_PRIMITIVE_ARRAY_TYPE_INFO);

  static final List<MapStateDescriptor<?, ?>> ALL = List.of(CATEGORIES, BRANDS, LEVELS);

  private final BroadcastBuckets buckets;
  private final BroadcastState<Integer, String> categories;
  private final BroadcastState<Integer, String> brands;
  private final BroadcastState<String, int[]> levels;
  private final ItemIndex index;

  BroadcastItems(OperatorStateStore store, RankingSettings settings) throws Exception {
    buckets = new BroadcastBuckets(store, RecommendationUids.ITEM_PAGES_STATE);
    categories = store.getBroadcastState(CATEGORIES);
    brands = store.getBroadcastState(BRANDS);
    levels = store.getBroadcastState(LEVELS);
    index = new ItemIndex(settings.knownItems(), settings.knownNames(), this);
    buckets.forEach(index::restoreBucket);
    for (Map.Entry<Integer, String> name : categories.immutableEntries()) {
      index.restoreCategory(name.getKey(), name.getValue());
    }
    for (Map.Entry<Integer, String> name : brands.immutableEntries()) {
      index.restoreBrand(name.getKey(), name.getValue());
    }
    for (Map.Entry<String, int[]> site : levels.immutableEntries()) {
      index.restoreLevels(site.getKey(), site.getValue());
    }
  }

  ItemIndex index() {
    return index;
  }

  @Override
  public void bucket(int number, byte[] table) {
    buckets.put(number, table);
  }

  @Override
  public void category(int id, String name) {
    change(() -> categories.put(id, name));
  }

  @Override
  public void brand(int id, String name) {
    change(() -> brands.put(id, name));
  }

  @Override
  public void levels(String site, int[] items) {
    change(() -> levels.put(site, items));
  }

  private interface Change {
    void make() throws Exception;
  }

  private static void change(Change change) {
    try {
      change.make();
    } catch (Exception e) {
      throw new FlinkRuntimeException("The broadcast state cannot be written.", e);
    }
  }
}
