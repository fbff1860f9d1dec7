package io.rapport.jobs.recommendation.learning;

import static io.rapport.jobs.frame.ServingOptions.unhurried;

import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.embedding.EmbeddingExample;
import io.rapport.core.recommendation.embedding.EmbeddingPublication;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.CachedProcessOperator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Closes the learning loops, from the feedback of visitors back to the ranking.
 *
 * <pre>
 * Ranking -- followed lists ------------------+
 *                                             v
 * History -- impressions, clicks, purchases --> Feedback (by visitor) -- examples --+
 *                                                                                   v
 * Ranking -- examples of clicks ------------------------------------------> Trainer (by site) --> blends
 *                                                                                                   |
 * Ranking <-- broadcast -- read back <-- the compacted topic rapport.recommendation-models <--------+
 *
 * History -- examples of visits --> Embedding (by site) -- vectors that moved, broadcast --> Ranking
 * </pre>
 *
 * <p>A site has one learner of the blend, from a share of the clicks, and one of the item vectors.
 * The blend's loop closes outside of Flink, so that it can be seen, replayed and restored.
 */
public final class LearningTopology {

  private LearningTopology() {}

  /** Joins recommendations with their feedback. */
  public static SingleOutputStreamOperator<BlendExample> feedback(
      DataStream<FeedbackMessage> lists,
      DataStream<FeedbackMessage> reactions,
      RecommendationSettings settings) {
    return lists
        .union(unhurried(reactions, "reactions", RecommendationUids.REACTIONS))
        .keyBy(FeedbackMessage::visitorKey, Types.STRING)
        .transform(
            "join feedback",
            TypeInformation.of(BlendExample.class),
            new CachedProcessOperator<>(
                new FeedbackFunction(settings.feedback()), settings.cache()))
        .uid(RecommendationUids.FEEDBACK);
  }

  /** Trains a blend for each site. */
  public static DataStream<BlendPublication> blends(
      DataStream<BlendExample> examples, RecommendationSettings settings) {
    return examples
        .keyBy(BlendExample::site, Types.STRING)
        .transform(
            "train blend",
            TypeInformation.of(BlendPublication.class),
            new CachedProcessOperator<>(
                new BlendTrainerFunction(settings.blend()), settings.cache()))
        .uid(RecommendationUids.TRAINER);
  }

  /** Embeds the items of each site. */
  public static DataStream<EmbeddingPublication> embeddings(
      DataStream<EmbeddingExample> examples, RecommendationSettings settings) {
    return unhurried(examples, "examples", RecommendationUids.EMBEDDING_EXAMPLES)
        .keyBy(EmbeddingExample::site, Types.STRING)
        .transform(
            "embed items",
            TypeInformation.of(EmbeddingPublication.class),
            new CachedProcessOperator<>(
                new EmbeddingFunction(settings.embedding()),
                EmbeddingFunction.cache(settings.embedding(), settings.cache())))
        .uid(RecommendationUids.EMBEDDINGS);
  }
}
