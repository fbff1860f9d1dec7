package io.rapport.core.recommendation.ranking;

import java.util.List;

/**
 * The exploration in a recommendation: one slot, drawn among arms with known probabilities.
 *
 * @param slot the slot, from 0
 * @param chosen index of the arm drawn
 * @param arms in the order of the ranking, the best first; their propensities add up to 1
 */
public record Exploration(int slot, int chosen, List<Arm> arms) {

  /** The probability with which the item shown was drawn. */
  public double propensity() {
    return arms.get(chosen).propensity();
  }
}
