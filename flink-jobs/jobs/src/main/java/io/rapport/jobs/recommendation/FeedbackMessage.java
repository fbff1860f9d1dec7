package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.LoggedList;
import io.rapport.core.recommendation.Reaction;

/**
 * What is joined of one visitor: a recommendation, what was done with one, or, by the visitor's
 * key, that the visitor is erased; the others are null.
 */
public record FeedbackMessage(LoggedList list, Reaction reaction, String erased) {

  static FeedbackMessage of(LoggedList list) {
    return new FeedbackMessage(list, null, null);
  }

  static FeedbackMessage of(Reaction reaction) {
    return new FeedbackMessage(null, reaction, null);
  }

  static FeedbackMessage erased(String visitorKey) {
    return new FeedbackMessage(null, null, visitorKey);
  }

  String visitorKey() {
    if (list != null) {
      return list.visitorKey();
    }
    return reaction != null ? reaction.visitorKey() : erased;
  }
}
