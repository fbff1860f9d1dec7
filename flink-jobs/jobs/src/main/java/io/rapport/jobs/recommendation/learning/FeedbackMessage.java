package io.rapport.jobs.recommendation.learning;

import static java.util.Objects.requireNonNull;

import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.feedback.Reaction;

/**
 * A message to the feedback of one visitor, of one {@link Kind}. The components of the other kinds
 * are null.
 *
 * @param list a recommendation with the features of its items
 * @param reaction an impression, click or purchase
 * @param forgotten key of the visitor
 */
public record FeedbackMessage(LoggedRecommendation list, Reaction reaction, String forgotten) {

  /** The kinds of messages. */
  public enum Kind {
    /** A recommendation to follow. */
    LIST,
    /** An impression, click or purchase. */
    REACTION,
    /** The end of the visitor's feedback, by erasure or opt-out. */
    END
  }

  public static FeedbackMessage of(LoggedRecommendation list) {
    return new FeedbackMessage(list, null, null);
  }

  public static FeedbackMessage of(Reaction reaction) {
    return new FeedbackMessage(null, reaction, null);
  }

  public static FeedbackMessage forgotten(String visitorKey) {
    return new FeedbackMessage(null, null, visitorKey);
  }

  /** The kind, by the component that is not null. */
  public Kind kind() {
    if (list != null) {
      return Kind.LIST;
    }
    return reaction != null ? Kind.REACTION : Kind.END;
  }

  @Override
  public LoggedRecommendation list() {
    return requireNonNull(list, "not a recommendation");
  }

  @Override
  public Reaction reaction() {
    return requireNonNull(reaction, "not a reaction");
  }

  @Override
  public String forgotten() {
    return requireNonNull(forgotten, "not an end");
  }

  public String visitorKey() {
    return switch (kind()) {
      case LIST -> list.visitorKey();
      case REACTION -> reaction.visitorKey();
      case END -> forgotten;
    };
  }
}
