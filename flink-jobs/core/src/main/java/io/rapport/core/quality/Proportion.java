package io.rapport.core.quality;

import io.rapport.core.settings.Checks;

/**
 * An observed share with its confidence interval.
 *
 * @param hits trials in which the condition held
 * @param trials all trials
 */
public record Proportion(long hits, long trials) {

  /** The two-sided 95% quantile of the standard normal distribution. */
  private static final double Z = 1.959963984540054;

  public Proportion {
    Checks.atLeast("hits", hits, 0);
    Checks.atLeast("trials", trials, 0);
  }

  /** The share; NaN without a trial. More hits than trials count as a share of 1. */
  public double value() {
    return trials == 0 ? Double.NaN : Math.min(1, (double) hits / trials);
  }

  /** The lower limit of the 95% score interval (Wilson, JASA 22, 1927). */
  public double lower() {
    return limit(-1);
  }

  /** The upper limit of the 95% score interval. */
  public double upper() {
    return limit(1);
  }

  private double limit(int side) {
    double n = trials;
    double p = value();
    double centre = p + Z * Z / (2 * n);
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return Math.max(0, Math.min(1, (centre + side * half) / (1 + Z * Z / n)));
  }

  /**
   * The lower limit of the 95% interval of this share less another (Newcombe, Statistics in
   * Medicine 17, 1998, method 10, from both Wilson intervals).
   */
  public double lessLower(Proportion other) {
    return value() - other.value() - Math.hypot(value() - lower(), other.upper() - other.value());
  }

  /** The upper limit of the 95% interval of this share less another. */
  public double lessUpper(Proportion other) {
    return value() - other.value() + Math.hypot(upper() - value(), other.value() - other.lower());
  }

  /** Whether the interval of the difference excludes zero. */
  public boolean differs(Proportion other) {
    return lessLower(other) > 0 || lessUpper(other) < 0;
  }
}
