package io.rapport.core.testing;

import io.rapport.core.recommendation.rules.Experiment;
import io.rapport.core.recommendation.rules.RuleSet;
import io.rapport.core.recommendation.rules.SiteRules;
import io.rapport.core.recommendation.rules.Variant;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builders of a site's rules and experiments, which ask for nothing by default. */
@RecordBuilder.Include({RuleSet.class, SiteRules.class, Variant.class})
public final class Rules {

  private Rules() {}

  public static RuleSetBuilder set() {
    return RuleSetBuilder.builder(RuleSet.NONE);
  }

  /** Rules of {@link Events#SITE} without contexts and experiments. */
  public static SiteRulesBuilder site(RuleSet rules) {
    return SiteRulesBuilder.builder()
        .site(Events.SITE)
        .time(5)
        .rules(rules)
        .contexts(Map.of())
        .experiments(List.of());
  }

  /** Rules of {@link Events#SITE} that are experiments only. */
  public static SiteRules site(Experiment... experiments) {
    return site(RuleSet.NONE).experiments(List.of(experiments)).build();
  }

  /** A variant that ranks as everybody else is ranked. */
  public static VariantBuilder variant(String name, double share) {
    return VariantBuilder.builder()
        .name(name)
        .share(share)
        .diversity(Double.NaN)
        .exploration(Double.NaN)
        .sources(Set.of());
  }
}
