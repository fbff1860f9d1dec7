package io.rapport.core.recommendation.rules;

import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.settings.Checks;
import java.util.Set;

/**
 * A variant of an experiment: one way of ranking.
 *
 * @param share of the visitors, from 0 to 1
 * @param fixedBlend whether to ignore the learned blend
 * @param diversity in place of the rules' own; NaN for none
 * @param exploration share of the recommendations explored, in place of the job's own; NaN for none
 * @param sources the only ones ranked of those the job uses; empty for all
 */
public record Variant(
    String name,
    double share,
    boolean fixedBlend,
    double diversity,
    double exploration,
    Set<CandidateSource> sources) {

  public Variant {
    Checks.within("share", share, 0, 1);
    if (!Double.isNaN(diversity)) {
      Checks.within("diversity", diversity, 0, 1);
    }
    if (!Double.isNaN(exploration)) {
      Checks.within("exploration", exploration, 0, 1);
    }
    sources = Set.copyOf(sources);
  }
}
