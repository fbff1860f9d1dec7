package io.rapport.jobs.recommendation.site;

import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.catalogue.AvailabilityChange;
import io.rapport.core.recommendation.catalogue.ItemAttributes;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.embedding.EmbeddingPublication;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The streams of which every ranker makes its knowledge of a site, as one stream to broadcast. */
public final class SiteMessages {

  private SiteMessages() {}

  /**
   * Unites the streams.
   *
   * @param availability items that become available or unavailable
   * @param attributes category, brand, price and popularity of items
   * @param embeddings item vectors that moved
   */
  public static DataStream<SiteMessage> of(
      DataStream<AvailabilityChange> availability,
      DataStream<ItemAttributes> attributes,
      DataStream<TrendingList> trending,
      DataStream<EmbeddingPublication> embeddings,
      DataStream<BlendPublication> blends,
      DataStream<RulesPublication> rules) {
    return messages(availability, SiteMessage::of, RecommendationUids.SHELF_UPDATES)
        .union(
            messages(attributes, SiteMessage::of, RecommendationUids.ATTRIBUTES),
            messages(trending, SiteMessage::of, RecommendationUids.TRENDS),
            messages(embeddings, SiteMessage::of, RecommendationUids.SHELF_EMBEDDINGS),
            messages(blends, SiteMessage::of, RecommendationUids.BLENDS),
            messages(rules, SiteMessage::of, RecommendationUids.SITE_RULES));
  }

  private static <T> DataStream<SiteMessage> messages(
      DataStream<T> stream, MapFunction<T, SiteMessage> message, String uid) {
    return stream
        .map(message)
        .returns(SiteMessage.class)
        .setParallelism(stream.getParallelism()) // what follows each other stays in order
        .name(uid + " to all")
        .uid(uid);
  }
}
