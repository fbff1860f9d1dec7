package io.rapport.connectors.gateway.ingest;

import io.rapport.avro.ExperimentRule;
import io.rapport.avro.RuleSet;
import io.rapport.avro.SiteRules;
import io.rapport.avro.VariantRule;
import io.rapport.connectors.sources.contract.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The checks of a site's rules beyond their contract. */
final class RuleChecks {

  private static final int MOST = 8;
  private static final Set<String> SEEN_FILTERS = Set.of("NONE", "CURRENT", "ALL");
  private static final Set<String> BLENDS = Set.of("learned", "fixed");
  private static final Set<String> SOURCES =
      Set.of(
          "co-occurrence",
          "session-neighbours",
          "content",
          "bought-together",
          "revisit",
          "trending");

  private final List<FieldError> errors = new ArrayList<>();

  private RuleChecks() {}

  /** The errors; empty when there are none. */
  static List<FieldError> of(SiteRules rules) {
    RuleChecks checks = new RuleChecks();
    checks.set("rules", rules.getRules());
    checks.require(
        rules.getContexts().size() <= MOST, "contexts", "at most 8", rules.getContexts().size());
    rules.getContexts().forEach((name, set) -> checks.set("contexts." + name, set));
    checks.experiments(rules.getExperiments());
    return checks.errors;
  }

  private void set(String place, RuleSet set) {
    require(set.getCategoryCap() >= 0, place + ".categoryCap", "at least 0", set.getCategoryCap());
    require(set.getBrandCap() >= 0, place + ".brandCap", "at least 0", set.getBrandCap());
    share(place + ".diversity", set.getDiversity());
    positive(place + ".minPrice", set.getMinPrice());
    positive(place + ".maxPrice", set.getMaxPrice());
    positive(place + ".minPriceRatio", set.getMinPriceRatio());
    positive(place + ".maxPriceRatio", set.getMaxPriceRatio());
    oneOf(place + ".seenFilter", SEEN_FILTERS, set.getSeenFilter());
  }

  private void experiments(List<ExperimentRule> experiments) {
    require(experiments.size() <= MOST, "experiments", "at most 8", experiments.size());
    long names = experiments.stream().map(ExperimentRule::getName).distinct().count();
    require(names == experiments.size(), "experiments", "of different names", experiments.size());
    for (int i = 0; i < experiments.size(); i++) {
      experiment("experiments[" + i + "]", experiments.get(i).getVariants());
    }
  }

  private void experiment(String place, List<VariantRule> variants) {
    require(
        !variants.isEmpty() && variants.size() <= MOST,
        place + ".variants",
        "1 to 8",
        variants.size());
    double total = variants.stream().mapToDouble(VariantRule::getShare).sum();
    require(total <= 1 + 1e-9, place + ".variants", "of shares that add up to at most 1", total);
    long names = variants.stream().map(VariantRule::getName).distinct().count();
    require(names == variants.size(), place + ".variants", "of different names", variants.size());
    for (int i = 0; i < variants.size(); i++) {
      String at = place + ".variants[" + i + "]";
      share(at + ".share", variants.get(i).getShare());
      share(at + ".diversity", variants.get(i).getDiversity());
      share(at + ".exploration", variants.get(i).getExploration());
      oneOf(at + ".blend", BLENDS, variants.get(i).getBlend());
      variants.get(i).getSources().forEach(source -> oneOf(at + ".sources", SOURCES, source));
    }
  }

  private void share(String place, Double value) {
    require(value == null || (value >= 0 && value <= 1), place, "from 0 to 1", value);
  }

  private void positive(String place, Double value) {
    require(value == null || value > 0, place, "greater than 0", value);
  }

  private void oneOf(String place, Set<String> names, String value) {
    require(
        value == null || names.contains(value),
        place,
        "one of " + String.join(", ", names.stream().sorted().toList()),
        value);
  }

  private void require(boolean met, String place, String expected, Object got) {
    if (!met) {
      errors.add(new FieldError(place, expected, FieldError.shortened(String.valueOf(got))));
    }
  }
}
