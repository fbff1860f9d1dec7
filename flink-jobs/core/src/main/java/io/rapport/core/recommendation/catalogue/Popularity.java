package io.rapport.core.recommendation.catalogue;

/**
 * The popularity of an item as a level: 0 for no visits, otherwise one more than the binary
 * logarithm of its decayed number of visits, rounded down and at most {@link #HIGHEST}.
 */
public final class Popularity {

  static final int HIGHEST = 40;
  static final int LEVELS = HIGHEST + 1;

  private Popularity() {}

  static int level(double visits) {
    return visits <= 0 ? 0 : Math.max(1, Math.min(HIGHEST, 1 + Math.getExponent(visits)));
  }

  /**
   * Whether an item's level must be updated: when it has risen, or fallen by more than one. This
   * hysteresis keeps items from oscillating.
   */
  static boolean outgrown(int level, double visits) {
    int now = level(visits);
    return now > level || now < level - 1;
  }

  /** The visits that a level stands for: the geometric middle; half a visit for level 0. */
  public static double visits(int level) {
    return Math.pow(2, level == 0 ? -1 : level - 0.5);
  }
}
