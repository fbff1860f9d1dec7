package io.rapport.core.recommendation.catalogue;

/**
 * Prices in 16 bits: their logarithms in steps of 1/1500 of an octave, from 2^-10 to 2^33, exact to
 * 0.03%. Limits are compared as codes too, so that an item at a limit is within it. 0 is unknown.
 */
public final class PriceCode {

  public static final int UNKNOWN = 0;

  private static final double STEPS = 1500; // an octave
  private static final double LOWEST = -10; // log2
  private static final double LN2 = Math.log(2);

  private PriceCode() {}

  /**
   * The code of a price.
   *
   * @param price in the major unit; NaN, 0 or less is unknown
   */
  public static int of(double price) {
    if (!(price > 0)) {
      return UNKNOWN;
    }
    long code = 1 + Math.round((Math.log(price) / LN2 - LOWEST) * STEPS);
    return (int) Math.max(1, Math.min(0xffff, code));
  }

  /** The distance in codes between two prices of this ratio. */
  public static int ratio(double ratio) {
    return (int) Math.round(Math.log(ratio) / LN2 * STEPS);
  }

  /** The distance in octaves between two known prices. */
  public static double octaves(int one, int other) {
    return Math.abs(one - other) / STEPS;
  }
}
