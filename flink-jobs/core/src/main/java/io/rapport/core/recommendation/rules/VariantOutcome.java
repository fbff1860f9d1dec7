package io.rapport.core.recommendation.rules;

import io.rapport.core.intake.Keys;

/**
 * The outcome of recommended items shown to visitors of a variant; see {@link ShownOutcome}.
 *
 * @param baseline whether the variant is the one that the others are compared with
 */
public record VariantOutcome(
    String site,
    String experiment,
    String variant,
    boolean baseline,
    int shown,
    int clicked,
    int bought) {

  /** Site-qualified key of the experiment. */
  public String experimentKey() {
    return Keys.of(site, experiment);
  }
}
