package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.blend.LoggedRecommendation;

/**
 * A recommendation with the scores behind it.
 *
 * @param scored valid until the ranker that made it ranks again
 */
public record Answer(Recommended recommendation, Scored scored) {

  /** The recommendation with the features of its items; see {@link Scored#log}. */
  public LoggedRecommendation log() {
    return scored.log(recommendation);
  }
}
