package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.FixedBlend;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.rules.CompiledRules;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import java.util.List;

/**
 * Ranks the candidates of a session's items: by the site's learned blend or, as long as there is
 * none, by {@link FixedBlend}; with co-occurrence as the only source an item's score is the sum
 * over the session's items of {@code stepDecay^steps} times its similarity to them. Items that may
 * not be shown are left out; places left over are filled with trending items. Holds nothing between
 * calls but scratch space; not thread-safe.
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
   * The recommendation for a visit whose own reply the shortlist already holds.
   *
   * @return best first, at most {@code size}; empty only when nothing is known at all
   */
  public List<RankedItem> rank(Visit visit, Shortlist shortlist, SiteKnowledge knowledge) {
    return list(score(visit, shortlist, knowledge));
  }

  /**
   * Scores the candidates of a visit whose own reply the shortlist already holds.
   *
   * @return valid until this ranker is asked for anything but lists of it
   */
  public Scored score(Visit visit, Shortlist shortlist, SiteKnowledge knowledge) {
    return scorer.score(visit, shortlist, knowledge, false);
  }

  /** As {@link #score}, by the fixed blend also where one is learned. */
  Scored scoreByFixedBlend(Visit visit, Shortlist shortlist, SiteKnowledge knowledge) {
    return scorer.score(visit, shortlist, knowledge, true);
  }

  /** The scores of a visitor of whom nothing may be used: there are no candidates. */
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
   * What a click says of the ranking after the visitor's click before it. To be asked before the
   * shortlist learns of the click.
   *
   * @return null when there is nothing to learn: a click not of the share learned from, the first
   *     of a session, one that is not counted, or one on no candidate
   */
  public BlendExample example(Visit click, Shortlist shortlist, SiteKnowledge knowledge) {
    return examples.of(click, shortlist, knowledge);
  }
}
