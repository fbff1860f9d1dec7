package io.rapport.jobs.recommendation.site;

import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.catalogue.AvailabilityChange;
import io.rapport.core.recommendation.catalogue.ItemAttributes;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.embedding.EmbeddingPublication;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Unites the streams of site knowledge into one stream, to broadcast to every ranking subtask. */
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
    return messages(availability, SiteMessage::of, "availability", RecommendationUids.AVAILABILITY)
        .union(
            messages(attributes, SiteMessage::of, "attributes", RecommendationUids.ATTRIBUTES),
            messages(trending, SiteMessage::of, "trends", RecommendationUids.TRENDS),
            messages(embeddings, SiteMessage::of, "vectors", RecommendationUids.KNOWN_EMBEDDINGS),
            messages(blends, SiteMessage::of, "blends", RecommendationUids.BLENDS),
            messages(rules, SiteMessage::of, "rules", RecommendationUids.SITE_RULES));
  }

  private static <T> DataStream<SiteMessage> messages(
      DataStream<T> stream, MapFunction<T, SiteMessage> message, String name, String uid) {
    return stream
        .map(message)
        .returns(SiteMessage.class)
        .setParallelism(stream.getParallelism()) // keeps the order of messages
        .name(name + " to all")
        .uid(uid);
  }
}
