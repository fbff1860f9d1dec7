package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.rules.CompiledRules;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitorStatus;

/**
 * A list to be made of scored candidates.
 *
 * @param lambda weight of the scores against likeness to items higher up, from 0 to 1; 1 ranks by
 *     the scores alone
 */
record ListRequest(Scored scored, CompiledRules rules, double lambda) {

  /** A list as diverse as its rules say. */
  ListRequest(Scored scored, CompiledRules rules) {
    this(scored, rules, rules.diversity);
  }

  Visit visit() {
    return scored.visit();
  }

  /** Whether nothing dearer than the item looked at may be shown. */
  boolean muted() {
    return rules.muteUpselling && visit().status() == VisitorStatus.COMPLAINING;
  }

  /** Whether more than the best by score decides the list. */
  boolean chooses() {
    return lambda < 1 || rules.caps();
  }
}
