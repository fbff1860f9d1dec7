package io.rapport.jobs.recommendation.learning;

import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.feedback.Reaction;

/**
 * A part of the join of one visitor: a recommendation, an impression, click or purchase, or, by the
 * visitor's key, that what is followed is to be forgotten, because the visitor is erased or has
 * opted out; the others are null.
 */
public record FeedbackMessage(LoggedRecommendation list, Reaction reaction, String forgotten) {

  public static FeedbackMessage of(LoggedRecommendation list) {
    return new FeedbackMessage(list, null, null);
  }

  public static FeedbackMessage of(Reaction reaction) {
    return new FeedbackMessage(null, reaction, null);
  }

  public static FeedbackMessage forgotten(String visitorKey) {
    return new FeedbackMessage(null, null, visitorKey);
  }

  public String visitorKey() {
    if (list != null) {
      return list.visitorKey();
    }
    return reaction != null ? reaction.visitorKey() : forgotten;
  }
}
