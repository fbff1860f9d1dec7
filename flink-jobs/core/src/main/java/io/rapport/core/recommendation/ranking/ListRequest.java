package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.rules.CompiledRules;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitorStatus;

/**
 * A request for a list of scored candidates.
 *
 * @param lambda weight of the scores against similarity to items higher up, from 0 to 1; 1 ranks by
 *     the scores alone
 */
record ListRequest(Scored scored, CompiledRules rules, double lambda) {

  /** A request for a list as diverse as its rules say. */
  ListRequest(Scored scored, CompiledRules rules) {
    this(scored, rules, rules.diversity);
  }

  Visit visit() {
    return scored.visit();
  }

  /** Whether upselling is muted: the list shows nothing dearer than the item looked at. */
  boolean muted() {
    return rules.muteUpselling && visit().status() == VisitorStatus.COMPLAINING;
  }

  /** Whether the list depends on more than the best scores: on diversity or caps. */
  boolean chooses() {
    return lambda < 1 || rules.caps();
  }
}
