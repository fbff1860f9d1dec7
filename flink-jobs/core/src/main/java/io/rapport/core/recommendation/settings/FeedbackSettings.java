package io.rapport.core.recommendation.settings;

import io.rapport.core.hash.Hash64;
import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * Settings of the join of impressions, clicks and purchases.
 *
 * @param share of the recommendations learned from, from 0 to 1; chosen by a hash of their
 *     identifiers
 * @param windowMillis how long after a recommendation what is done with it teaches, and how long
 *     after an item was shown or clicked its purchase counts as due to that; event time
 * @param lists recommendations of the share followed of one visitor at a time; the oldest is judged
 *     early
 * @param reactions to them remembered of one visitor at a time, and purchases; the oldest give way
 * @param shownItems items shown or clicked in other recommendations that are remembered of one
 *     visitor to see whether they are bought; the oldest give way
 */
public record FeedbackSettings(
    double share, long windowMillis, int lists, int reactions, int shownItems)
    implements Serializable {

  public static final FeedbackSettings DEFAULT = new FeedbackSettings(0.1, 30 * 60_000, 8, 200, 50);

  public FeedbackSettings {
    Checks.within("share", share, 0, 1);
    Checks.atLeast("windowMillis", windowMillis, 1);
    Checks.atLeast("lists", lists, 1);
    Checks.atLeast("reactions", reactions, 1);
    Checks.atLeast("shownItems", shownItems, 1);
  }

  /** Whether a recommendation is one of those learned from. */
  public boolean includes(String recommendationId) {
    return share > 0 && Hash64.share(recommendationId) < share;
  }
}
