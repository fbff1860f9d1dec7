package io.rapport.core.recommendation.ranking;

import java.util.List;

/**
 * What was tried out in a recommendation: one place, drawn among arms with known probabilities.
 *
 * @param slot the place, from 0
 * @param chosen which of the arms was drawn
 * @param arms in the order of the ranking, the best first; their propensities add up to 1
 */
public record Exploration(int slot, int chosen, List<Arm> arms) {

  /** Probability with which the item shown was drawn. */
  public double propensity() {
    return arms.get(chosen).propensity();
  }
}
