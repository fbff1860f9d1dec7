package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.rules.CompiledRules;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitorStatus;

/**
 * What a list is made for.
 *
 * @param diversity in place of the rules' own; NaN for none
 */
record ListRequest(
    Visit visit, Shortlist shortlist, SiteKnowledge shelf, CompiledRules rules, double diversity) {

  double lambda() {
    return Double.isNaN(diversity) ? rules.diversity : diversity;
  }

  boolean muted() {
    return rules.muteUpselling && visit.standing() == VisitorStatus.COMPLAINING;
  }

  /** Whether more than the best by score decides the list. */
  boolean chooses() {
    return lambda() < 1 || rules.caps();
  }
}
