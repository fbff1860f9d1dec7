package io.rapport.core.customer;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Exact amounts of money, as whole ten-thousandths of a currency's major unit, so that sums do not
 * depend on their order. Amounts have at most 18 decimal digits, the precision of the contracts.
 */
public final class Money {

  /** Decimal places kept. */
  public static final int SCALE = 4;

  /** The largest magnitude; sums saturate there. */
  public static final long MAX = 999_999_999_999_999_999L;

  private Money() {}

  /**
   * Quantity times price, rounded half up to {@link #SCALE} places and saturated at {@link #MAX} on
   * either side; 0 for an unknown price.
   *
   * @param unitPrice in major units, or NaN
   * @param quantity of pieces, or of what the price is for
   */
  public static long units(double unitPrice, double quantity) {
    if (Double.isNaN(unitPrice)) {
      return 0;
    }
    BigDecimal units =
        BigDecimal.valueOf(unitPrice)
            .multiply(BigDecimal.valueOf(quantity))
            .setScale(SCALE, RoundingMode.HALF_UP)
            .movePointRight(SCALE);
    BigDecimal most = BigDecimal.valueOf(MAX);
    return units.min(most).max(most.negate()).longValueExact();
  }

  /** A sum that saturates at {@link #MAX} on either side; both terms lie within. */
  public static long add(long a, long b) {
    return Math.max(-MAX, Math.min(MAX, a + b));
  }

  /** The amount as a decimal of {@link #SCALE} places. */
  public static BigDecimal decimal(long units) {
    return BigDecimal.valueOf(units, SCALE);
  }
}
