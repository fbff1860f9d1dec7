package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * How much of what is recommended is tried out.
 *
 * @param share of the recommendations in which one place is explored, from 0 to 1
 * @param slot the place explored, from 0
 * @param arms items that compete for the place: those ranked there and below
 * @param greed how much the best of them is preferred; 0 draws them evenly
 */
public record ExplorationSettings(double share, int slot, int arms, double greed)
    implements Serializable {

  public static final ExplorationSettings DEFAULT = new ExplorationSettings(0.1, 3, 10, 20);

  /** Nothing is tried out. */
  public static final ExplorationSettings OFF = new ExplorationSettings(0, 3, 10, 20);

  public ExplorationSettings {
    Checks.within("share", share, 0, 1);
    Checks.atLeast("slot", slot, 0);
    Checks.atLeast("arms", arms, 2);
    Checks.within("greed", greed, 0, 1e9);
  }

  /** The same for another share of the recommendations. */
  public ExplorationSettings withShare(double other) {
    return new ExplorationSettings(other, slot, arms, greed);
  }
}
