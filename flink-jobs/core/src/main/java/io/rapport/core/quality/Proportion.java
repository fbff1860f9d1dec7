package io.rapport.core.quality;

import io.rapport.core.settings.Checks;

/**
 * A share observed, with how far it can be trusted.
 *
 * @param hits how often it was so
 * @param trials how often it might have been
 */
public record Proportion(long hits, long trials) {

  /** Two-sided 95% quantile of the standard normal distribution. */
  private static final double Z = 1.959963984540054;

  public Proportion {
    Checks.atLeast("hits", hits, 0);
    Checks.atLeast("trials", trials, 0);
  }

  /** The share; NaN without a trial. More hits than trials count as all. */
  public double value() {
    return trials == 0 ? Double.NaN : Math.min(1, (double) hits / trials);
  }

  /** Lower limit of the 95% score interval (Wilson, JASA 22, 1927). */
  public double lower() {
    return limit(-1);
  }

  /** Upper limit of the 95% score interval. */
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
   * Lower limit of the 95% interval of this share less another (Newcombe, Statistics in Medicine
   * 17, 1998, method 10, from both Wilson intervals).
   */
  public double lessLower(Proportion other) {
    return value() - other.value() - Math.hypot(value() - lower(), other.upper() - other.value());
  }

  /** Upper limit of the 95% interval of this share less another. */
  public double lessUpper(Proportion other) {
    return value() - other.value() + Math.hypot(upper() - value(), other.value() - other.lower());
  }

  /** Whether the interval of the difference leaves out zero. */
  public boolean differs(Proportion other) {
    return lessLower(other) > 0 || lessUpper(other) < 0;
  }
}
