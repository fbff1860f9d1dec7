package io.rapport.jobs.recommendation.learning;

import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.feedback.Reaction;

/**
 * What is joined of one visitor: a recommendation, what was done with one, or, by the visitor's
 * key, that the visitor is erased; the others are null.
 */
public record FeedbackMessage(LoggedRecommendation list, Reaction reaction, String erased) {

  public static FeedbackMessage of(LoggedRecommendation list) {
    return new FeedbackMessage(list, null, null);
  }

  public static FeedbackMessage of(Reaction reaction) {
    return new FeedbackMessage(null, reaction, null);
  }

  public static FeedbackMessage erased(String visitorKey) {
    return new FeedbackMessage(null, null, visitorKey);
  }

  public String visitorKey() {
    if (list != null) {
      return list.visitorKey();
    }
    return reaction != null ? reaction.visitorKey() : erased;
  }
}
