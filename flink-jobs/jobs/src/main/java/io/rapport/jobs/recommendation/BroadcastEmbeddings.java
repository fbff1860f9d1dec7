package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.EmbeddingPublication;
import io.rapport.core.recommendation.EmbeddingSettings;
import io.rapport.core.recommendation.EmbeddingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.util.FlinkRuntimeException;

/** The items' vectors in broadcast state: the buckets of an {@link EmbeddingTable}. */
final class BroadcastEmbeddings implements EmbeddingTable.Store {

  static final MapStateDescriptor<Integer, byte[]> BUCKETS =
      new MapStateDescriptor<>(
          RecommendationUids.SHELF_EMBEDDINGS_STATE,
          IntSerializer.INSTANCE,
          SharedBytesSerializer.INSTANCE);

  private final BroadcastState<Integer, byte[]> buckets;
  private final EmbeddingTable table;

  BroadcastEmbeddings(OperatorStateStore store, EmbeddingSettings settings) throws Exception {
    buckets = store.getBroadcastState(BUCKETS);
    table = new EmbeddingTable(settings, this);
    List<Integer> useless = new ArrayList<>();
    for (Map.Entry<Integer, byte[]> bucket : buckets.immutableEntries()) {
      if (!table.restoreBucket(bucket.getKey(), bucket.getValue())) {
        useless.add(bucket.getKey());
      }
    }
    for (Integer number : useless) {
      buckets.remove(number);
    }
  }

  EmbeddingTable table() {
    return table;
  }

  boolean apply(EmbeddingPublication publication) {
    return table.apply(publication);
  }

  @Override
  public void bucket(int number, byte[] entries) {
    try {
      if (entries.length == 0) {
        buckets.remove(number);
      } else {
        buckets.put(number, entries);
      }
    } catch (Exception e) {
      throw new FlinkRuntimeException("The broadcast state cannot be written.", e);
    }
  }
}
