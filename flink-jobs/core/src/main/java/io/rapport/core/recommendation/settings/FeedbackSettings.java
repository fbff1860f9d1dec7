package io.rapport.core.recommendation.settings;

import io.rapport.core.hash.Hash64;
import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * How what is done with recommendations is learned from.
 *
 * @param share of the recommendations followed, from 0 to 1; chosen by a hash of their identifiers
 * @param windowMillis how long after a recommendation what is done with it counts, event time
 * @param lists recommendations followed of one visitor at a time; the oldest is judged early
 * @param reactions remembered of one visitor at a time; the oldest give way
 */
public record FeedbackSettings(double share, long windowMillis, int lists, int reactions)
    implements Serializable {

  public static final FeedbackSettings DEFAULT = new FeedbackSettings(0.1, 30 * 60_000, 8, 200);

  public FeedbackSettings {
    Checks.within("share", share, 0, 1);
    Checks.atLeast("windowMillis", windowMillis, 1);
    Checks.atLeast("lists", lists, 1);
    Checks.atLeast("reactions", reactions, 1);
  }

  /** Whether a recommendation is one of those followed. */
  public boolean includes(String recommendationId) {
    return share > 0 && Hash64.share(recommendationId) < share;
  }
}
