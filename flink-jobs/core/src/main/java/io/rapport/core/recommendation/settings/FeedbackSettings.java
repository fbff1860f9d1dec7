package io.rapport.core.recommendation.settings;

import io.rapport.core.hash.Hash64;
import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Bounds of the join of recommendations with the reactions to them. A hash of their identifiers
 * chooses the recommendations that are learned from.
 */
@RecordBuilder
public record FeedbackSettings(
    double share, long windowMillis, int lists, int reactions, int shownItems)
    implements Serializable, FeedbackSettingsBuilder.With {

  public static final FeedbackSettings DEFAULT =
      FeedbackSettingsBuilder.builder()
          .share(0.1)
          .windowMillis(30 * 60_000)
          .lists(8)
          .reactions(200)
          .shownItems(50)
          .build();

  public FeedbackSettings {
    Checks.within("share", share, 0, 1);
    Checks.atLeast("windowMillis", windowMillis, 1);
    Checks.atLeast("lists", lists, 1);
    Checks.atLeast("reactions", reactions, 1);
    Checks.atLeast("shownItems", shownItems, 1);
  }

  /** Whether a recommendation is in the learning share. */
  public boolean includes(String recommendationId) {
    return share > 0 && Hash64.share(recommendationId) < share;
  }
}
