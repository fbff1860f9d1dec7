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
    double share,
    long windowMillis,
    long allowedLatenessMillis,
    int lists,
    int reactions,
    int shownItems)
    implements Serializable, FeedbackSettingsBuilder.With {

  /** Each impression is compared with all that are kept. */
  private static final int MOST_SHOWN_ITEMS = 1_000;

  public static final FeedbackSettings DEFAULT =
      FeedbackSettingsBuilder.builder()
          .share(0.1)
          .windowMillis(30 * 60_000)
          .allowedLatenessMillis(24 * 60 * 60_000L)
          .lists(8)
          .reactions(200)
          .shownItems(50)
          .build();

  public FeedbackSettings {
    Checks.within("share", share, 0, 1);
    Checks.atLeast("windowMillis", windowMillis, 1);
    Checks.atLeast("allowedLatenessMillis", allowedLatenessMillis, 0);
    Checks.atLeast("lists", lists, 1);
    Checks.atLeast("reactions", reactions, 1);
    Checks.within("shownItems", shownItems, 1, MOST_SHOWN_ITEMS);
  }

  /** Whether a recommendation is in the learning share. */
  public boolean includes(String recommendationId) {
    return share > 0 && Hash64.share(recommendationId) < share;
  }
}
