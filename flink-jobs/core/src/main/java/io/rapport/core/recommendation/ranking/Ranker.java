package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.FixedBlend;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.rules.CompiledRules;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import java.util.List;

/**
 * Ranks the candidates of a session by the site's learned blend or, until there is one, by {@link
 * FixedBlend}. With co-occurrence as the only source an item's score is the sum over the session's
 * items of {@code stepDecay^steps} times its similarity to them. Inadmissible items are left out;
 * trending items fill the free places. Holds only scratch space between calls; not thread-safe.
 */
public final class Ranker {

  private final Scorer scorer;
  private final ListBuilder lists;
  private final ClickExamples examples;

  public Ranker(RecommendationSettings settings) {
    this.scorer = new Scorer(settings);
    this.lists = new ListBuilder(settings, scorer.fixed());
    this.examples = new ClickExamples(settings.blend(), scorer);
  }

  /**
   * The recommendation for a visit; the shortlist already holds the reply to it.
   *
   * @return best first, at most {@code size}; empty only when nothing is known at all
   */
  public List<RankedItem> rank(Visit visit, Shortlist shortlist, SiteKnowledge knowledge) {
    return list(score(visit, shortlist, knowledge));
  }

  /**
   * Scores the candidates of a visit; the shortlist already holds the reply to it.
   *
   * @return valid until this ranker is called for anything but lists of it
   */
  public Scored score(Visit visit, Shortlist shortlist, SiteKnowledge knowledge) {
    return scorer.score(visit, shortlist, knowledge, false);
  }

  /** As {@link #score}, but always by the fixed blend. */
  Scored scoreByFixedBlend(Visit visit, Shortlist shortlist, SiteKnowledge knowledge) {
    return scorer.score(visit, shortlist, knowledge, true);
  }

  /** The scores of a visitor whose data may not be used: there are no candidates. */
  Scored scoreNothing(Visit visit, Shortlist shortlist, SiteKnowledge knowledge) {
    return scorer.nothing(visit, shortlist, knowledge);
  }

  /** The list of scored candidates without rules, best first. */
  public List<RankedItem> list(Scored scored) {
    return list(new ListRequest(scored, CompiledRules.NONE));
  }

  /** A list of scored candidates, best first. */
  List<RankedItem> list(ListRequest request) {
    return lists.build(request);
  }

  /**
   * The training example of a click against the ranking after the visitor's click before it. Call
   * before the shortlist learns of the click.
   *
   * @return null when there is nothing to learn: a click outside the learning share, the first of a
   *     session, one that is not counted, or one on no candidate
   */
  public BlendExample example(Visit click, Shortlist shortlist, SiteKnowledge knowledge) {
    return examples.of(click, shortlist, knowledge);
  }
}
