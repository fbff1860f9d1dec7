package io.rapport.core.recommendation.ranking;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.settings.ExplorationSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives one slot of a share of the recommendations to an item drawn among those ranked there and
 * below, by inverse gap weighting (SquareCB: Foster and Rakhlin, ICML 2020). The probability of an
 * arm is {@code 1 / (arms + greed * gap)}, where the gap is the distance of its score from the best
 * score, relative to the best; the rest of the probability goes to the best arm. Thompson sampling
 * explores too, but its probabilities have no closed form, and off-policy estimates need exact
 * propensities. The draw is a hash of the event: a replay draws the same.
 */
public final class Explorer {

  private final ExplorationSettings settings;

  public Explorer(ExplorationSettings settings) {
    this.settings = settings;
  }

  /**
   * Explores, if the event is in the share and there are arms to draw from.
   *
   * @param eventId of the event answered
   * @param items the ranking; the item drawn moves to the slot, those passed over move down
   * @return null when nothing is explored
   */
  public Exploration explore(String eventId, List<RankedItem> items) {
    long hash = Hash64.of(eventId);
    if (settings.share() == 0 || Hash64.unit(Hash64.draw(hash, 1)) >= settings.share()) {
      return null;
    }
    int slot = settings.slot();
    int arms = Math.min(settings.arms(), items.size() - slot);
    if (arms < 2) {
      return null;
    }
    double[] scores = new double[arms];
    for (int i = 0; i < arms; i++) {
      scores[i] = items.get(slot + i).score();
    }
    double[] propensities = propensities(scores, settings.greed());
    int chosen = draw(propensities, Hash64.unit(Hash64.draw(hash, 2)));
    List<Arm> logged = new ArrayList<>(arms);
    for (int i = 0; i < arms; i++) {
      logged.add(new Arm(items.get(slot + i).itemId(), propensities[i], scores[i]));
    }
    items.add(slot, items.remove(slot + chosen));
    return new Exploration(slot, chosen, logged);
  }

  /**
   * The propensities of arms by inverse gap weighting.
   *
   * @param scores none negative; at least one
   * @return positive, adding up to 1
   */
  public static double[] propensities(double[] scores, double greed) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    double[] propensities = new double[scores.length];
    double left = 1;
    for (int i = 0; i < scores.length; i++) {
      if (i != best) {
        double gap = scores[best] > 0 ? 1 - scores[i] / scores[best] : 0;
        propensities[i] = 1 / (scores.length + greed * gap);
        left -= propensities[i];
      }
    }
    propensities[best] = left;
    return propensities;
  }

  private static int draw(double[] propensities, double at) {
    double left = at;
    for (int i = 0; i < propensities.length - 1; i++) {
      left -= propensities[i];
      if (left < 0) {
        return i;
      }
    }
    return propensities.length - 1;
  }
}
