package io.rapport.jobs.recommendation.site;

import io.rapport.core.recommendation.embedding.EmbeddingPublication;
import io.rapport.core.recommendation.embedding.EmbeddingTable;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.BroadcastBuckets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.OperatorStateStore;

/** The item vectors in broadcast state: the buckets of an {@link EmbeddingTable}. */
final class BroadcastEmbeddings implements EmbeddingTable.Store {

  private final BroadcastBuckets buckets;
  private final EmbeddingTable table;

  BroadcastEmbeddings(OperatorStateStore store, EmbeddingSettings settings) throws Exception {
    buckets = new BroadcastBuckets(store, RecommendationUids.EMBEDDING_PAGES_STATE);
    table = new EmbeddingTable(settings, this);
    List<Integer> useless = new ArrayList<>();
    buckets.forEach(
        (number, entries) -> {
          if (!table.restoreBucket(number, entries)) {
            useless.add(number);
          }
        });
    for (Integer number : useless) {
      buckets.removePageOf(number); // all its buckets have the same dimensions
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
    buckets.put(number, entries);
  }
}
