package io.rapport.core.recommendation.ranking;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.visit.Visit;

/** Makes blend examples of a share of the clicks: the click chose one of the candidates. */
final class ClickExamples {

  private final BlendSettings settings;
  private final Scorer scorer;

  ClickExamples(BlendSettings settings, Scorer scorer) {
    this.settings = settings;
    this.scorer = scorer;
  }

  /** As {@link Ranker#example}. */
  BlendExample of(Visit click, Shortlist shortlist, SiteKnowledge knowledge) {
    if (!teaches(click) || !click.learned() || click.recent().isEmpty()) {
      return null;
    }
    Described described = scorer.describe(click.before(), shortlist, knowledge);
    int place = described.place(click.itemId());
    return place < 0 ? null : BlendExample.of(click, place, described.features());
  }

  /** Whether a click is in the learning share; the same for the same event. */
  private boolean teaches(Visit click) {
    return settings.learned() && Hash64.share(click.eventId()) < settings.exampleShare();
  }
}
