package io.rapport.core.cleaning;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a person writes them. */
final class Plain {

  private static final MathContext DIGITS = new MathContext(9);

  private Plain() {}

  /** A number in at most nine digits, without an exponent. */
  static String text(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
