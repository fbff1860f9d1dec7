package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.rules.RuleBook;
import java.util.List;

/**
 * What decided a recommendation besides the scores.
 *
 * @param rulesTime event time of the site's rules, milliseconds since the epoch; 0 when it has none
 * @param notes names of what was done for this visitor: {@link #OPTED_OUT}, {@link
 *     #UPSELLING_MUTED}
 * @param assignments the visitor's variants, one an experiment
 * @param contexts the lists by the rules of the site's contexts
 */
public record Treatment(
    long rulesTime, List<String> notes, List<Assignment> assignments, List<ContextItems> contexts) {

  /** The visitor does not want to be profiled and was shown what is trending. */
  public static final String OPTED_OUT = "not-personalised";

  /** A complaint is open and nothing dearer than the item looked at was recommended. */
  public static final String UPSELLING_MUTED = "upselling-muted";

  /** Nothing but the scores. */
  public static final Treatment NONE = new Treatment(0, List.of(), List.of(), List.of());

  /** A visitor's variant of an experiment. */
  public record Assignment(String experiment, String variant) {}

  /**
   * The list for a context.
   *
   * @param items best first
   */
  public record ContextItems(String context, List<RankedItem> items) {}

  /** Names the variants chosen for a visitor. */
  static List<Assignment> assignments(List<RuleBook.Chosen> chosen) {
    return chosen.stream()
        .map(one -> new Assignment(one.experiment().name(), one.variant().name()))
        .toList();
  }
}
