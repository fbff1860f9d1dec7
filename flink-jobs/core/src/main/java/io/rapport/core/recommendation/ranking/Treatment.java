package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.rules.RuleBook;
import java.util.List;

/**
 * The decisions behind a recommendation besides the scores.
 *
 * @param rulesTime event time of the site's rules, milliseconds since the epoch; 0 when it has none
 * @param notes {@link #OPTED_OUT}, {@link #UPSELLING_MUTED}, or neither
 * @param assignments the visitor's variants, one an experiment
 * @param contexts the lists by the rules of the site's contexts
 */
public record Treatment(
    long rulesTime, List<String> notes, List<Assignment> assignments, List<ContextItems> contexts) {

  /** The note that the visitor has opted out of profiling and was shown trending items. */
  public static final String OPTED_OUT = "not-personalised";

  /**
   * The note that a complaint is open and nothing dearer than the item looked at was recommended.
   */
  public static final String UPSELLING_MUTED = "upselling-muted";

  /** The treatment of a recommendation decided by the scores alone. */
  public static final Treatment NONE = new Treatment(0, List.of(), List.of(), List.of());

  /** The variant of an experiment that a visitor is assigned to. */
  public record Assignment(String experiment, String variant) {}

  /**
   * The list for a context.
   *
   * @param items best first
   */
  public record ContextItems(String context, List<RankedItem> items) {}

  /** The assignments of the variants chosen for a visitor. */
  static List<Assignment> assignments(List<RuleBook.Chosen> chosen) {
    return chosen.stream()
        .map(one -> new Assignment(one.experiment().name(), one.variant().name()))
        .toList();
  }
}
