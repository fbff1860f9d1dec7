package io.rapport.core.recommendation.rules;

import io.rapport.core.recommendation.settings.SeenFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The compiled rules of a site. Immutable. */
public final class RuleBook {

  /** A visitor's variant of one experiment. */
  public record Chosen(Experiment experiment, Variant variant) {}

  private final SiteRules rules;
  private final CompiledRules all;
  private final Map<String, CompiledRules> contexts = new LinkedHashMap<>();

  public RuleBook(SiteRules rules) {
    this.rules = rules;
    this.all = new CompiledRules(rules.rules(), RuleSet.NONE);
    rules
        .contexts()
        .forEach((name, set) -> contexts.put(name, new CompiledRules(set, rules.rules())));
  }

  public long time() {
    return rules.time();
  }

  public CompiledRules all() {
    return all;
  }

  /** The rules of contexts by name, in the order given. */
  public Map<String, CompiledRules> contexts() {
    return contexts;
  }

  /** Whether any list leaves out all items seen, so that shortlists must remember them. */
  public boolean asksForSeen() {
    return all.seenFilter == SeenFilter.ALL
        || contexts.values().stream().anyMatch(context -> context.seenFilter == SeenFilter.ALL);
  }

  /** The variants of a visitor, one for each experiment they take part in. */
  public List<Chosen> variants(String visitorKey) {
    if (rules.experiments().isEmpty()) {
      return List.of();
    }
    List<Chosen> chosen = new ArrayList<>();
    for (Experiment experiment : rules.experiments()) {
      Variant variant = experiment.variantOf(visitorKey);
      if (variant != null) {
        chosen.add(new Chosen(experiment, variant));
      }
    }
    return chosen;
  }

  /** The outcome of items shown, for each experiment the visitor takes part in. */
  public List<VariantOutcome> outcomes(ShownOutcome shown) {
    return variants(shown.visitorKey()).stream().map(chosen -> outcome(shown, chosen)).toList();
  }

  private static VariantOutcome outcome(ShownOutcome shown, Chosen chosen) {
    return new VariantOutcome(
        shown.site(),
        chosen.experiment().name(),
        chosen.variant().name(),
        chosen.variant().equals(chosen.experiment().variants().get(0)),
        shown.shown(),
        shown.clicked(),
        shown.bought());
  }
}
