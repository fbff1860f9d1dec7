package io.rapport.jobs.recommendation;

import io.rapport.avro.ExperimentRule;
import io.rapport.avro.VariantRule;
import io.rapport.core.recommendation.rules.Experiment;
import io.rapport.core.recommendation.rules.RuleSet;
import io.rapport.core.recommendation.rules.SiteRules;
import io.rapport.core.recommendation.rules.Variant;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.jobs.recommendation.site.RulesPublication;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps site rules from their contract to their packed form. */
final class RulesMapping {

  private static final Logger LOG = LoggerFactory.getLogger(RulesMapping.class);
  private static final byte[] NOT_RULES = {0};

  private RulesMapping() {}

  /** Maps rules. Invalid ones become bytes that no ranker can read, and are counted as refused. */
  static RulesPublication toDomain(io.rapport.avro.SiteRules rules) {
    try {
      return new RulesPublication(rules.getSite(), SiteRules.format().pack(rules(rules)));
    } catch (IllegalArgumentException e) {
      LOG.warn("The rules of site {} are not valid: {}", rules.getSite(), e.getMessage());
      return new RulesPublication(rules.getSite(), NOT_RULES);
    }
  }

  /** The end of a site's rules. */
  static RulesPublication ended(String eventId, long brokerTime, String site, String id) {
    return new RulesPublication(site, null);
  }

  private static SiteRules rules(io.rapport.avro.SiteRules rules) {
    Map<String, RuleSet> contexts = new LinkedHashMap<>();
    rules.getContexts().forEach((name, set) -> contexts.put(name, set(set)));
    return new SiteRules(
        rules.getSite(),
        rules.getEventTime().toEpochMilli(),
        set(rules.getRules()),
        contexts,
        rules.getExperiments().stream().map(RulesMapping::experiment).toList());
  }

  private static RuleSet set(io.rapport.avro.RuleSet set) {
    return new RuleSet(
        set.getBlockedItems(),
        set.getBlockedCategories(),
        set.getCategoryCap(),
        set.getBrandCap(),
        set.getDiversity(),
        number(set.getMinPrice()),
        number(set.getMaxPrice()),
        number(set.getMinPriceRatio()),
        number(set.getMaxPriceRatio()),
        set.getSeenFilter() == null ? null : SeenFilter.valueOf(set.getSeenFilter()),
        set.getMuteUpselling());
  }

  private static Experiment experiment(ExperimentRule experiment) {
    return new Experiment(
        experiment.getName(),
        experiment.getVariants().stream().map(RulesMapping::variant).toList());
  }

  private static Variant variant(VariantRule variant) {
    return new Variant(
        variant.getName(),
        variant.getShare(),
        "fixed".equals(variant.getBlend()),
        number(variant.getDiversity()),
        number(variant.getExploration()),
        variant.getSources().stream().map(RulesMapping::source).collect(Collectors.toSet()));
  }

  private static CandidateSource source(String label) {
    return Arrays.stream(CandidateSource.values())
        .filter(source -> source.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no candidate source " + label));
  }

  private static double number(Double value) {
    return value == null ? Double.NaN : value;
  }
}
