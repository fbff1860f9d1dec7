package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.LoggedList;
import io.rapport.core.recommendation.Reaction;

/**
 * What is joined of one visitor: a recommendation, or what was done with one; the other is null.
 */
public record FeedbackMessage(LoggedList list, Reaction reaction) {

  static FeedbackMessage of(LoggedList list) {
    return new FeedbackMessage(list, null);
  }

  static FeedbackMessage of(Reaction reaction) {
    return new FeedbackMessage(null, reaction);
  }

  String visitorKey() {
    return list != null ? list.visitorKey() : reaction.visitorKey();
  }
}
