package io.rapport.core.recommendation.replay;

import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.BlendLearner;
import io.rapport.core.recommendation.embedding.EmbeddingExample;
import io.rapport.core.recommendation.embedding.EmbeddingLearner;
import io.rapport.core.recommendation.embedding.EmbeddingPublication;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import java.util.HashMap;
import java.util.Map;

/**
 * The learners of each site's blend and item embeddings, on the heap. The site knowledge gets each
 * publication at once. Not thread-safe.
 */
final class HeapLearners {

  private final RecommendationSettings settings;
  private final HeapSiteKnowledge knowledge;
  private final Map<String, BlendLearner> blends = new HashMap<>();
  private final Map<String, EmbeddingLearner> embeddings = new HashMap<>();

  HeapLearners(RecommendationSettings settings, HeapSiteKnowledge knowledge) {
    this.settings = settings;
    this.knowledge = knowledge;
  }

  /**
   * Learns from an example. Every example makes a version of the blend; a stream publishes them at
   * its own pace.
   */
  void learn(BlendExample example) {
    BlendLearner learner =
        blends.computeIfAbsent(example.site(), any -> new BlendLearner(settings.blend()));
    learner.learn(example);
    if (learner.ready()) {
      knowledge.use(example.site(), learner.publish());
    }
  }

  /** Learns the embeddings from a visit that yields an example. */
  void embed(Visit visit) {
    EmbeddingExample example = EmbeddingExample.of(visit, settings.embedding());
    if (example == null) {
      return;
    }
    EmbeddingPublication publication =
        embeddings
            .computeIfAbsent(visit.site(), any -> new EmbeddingLearner(settings.embedding()))
            .learn(example);
    if (publication != null) {
      knowledge.apply(publication);
    }
  }
}
