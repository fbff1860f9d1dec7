package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.rules.CompiledRules;
import io.rapport.core.recommendation.rules.RuleBook;
import io.rapport.core.recommendation.rules.Variant;
import io.rapport.core.recommendation.settings.CandidateSource;
import java.util.List;
import java.util.Set;

/**
 * The ranking that a visitor's variants choose; of several that set the same, the last wins.
 *
 * @param assignments the variants, one an experiment
 * @param sources the only ones ranked; empty for all
 * @param fixedBlend whether to ignore the learned blend
 * @param diversity in place of the rules' own; NaN for none
 * @param exploration in place of the job's own share; NaN for none
 */
record VariantChoice(
    List<Treatment.Assignment> assignments,
    Set<CandidateSource> sources,
    boolean fixedBlend,
    double diversity,
    double exploration) {

  private static final VariantChoice NONE =
      new VariantChoice(List.of(), Set.of(), false, Double.NaN, Double.NaN);

  static VariantChoice of(List<RuleBook.Chosen> chosen) {
    VariantChoice choice = NONE;
    for (RuleBook.Chosen one : chosen) {
      choice = choice.then(one.variant());
    }
    return choice.with(Treatment.assignments(chosen));
  }

  private VariantChoice then(Variant variant) {
    return new VariantChoice(
        assignments,
        variant.sources().isEmpty() ? sources : variant.sources(),
        fixedBlend || variant.fixedBlend(),
        Double.isNaN(variant.diversity()) ? diversity : variant.diversity(),
        Double.isNaN(variant.exploration()) ? exploration : variant.exploration());
  }

  private VariantChoice with(List<Treatment.Assignment> all) {
    return new VariantChoice(all, sources, fixedBlend, diversity, exploration);
  }

  /** The weight of the scores in a list under these rules. */
  double lambda(CompiledRules rules) {
    return Double.isNaN(diversity) ? rules.diversity : diversity;
  }
}
