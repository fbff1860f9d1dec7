package io.rapport.core.stats;

/**
 * The natural logarithm to three decimals, from the exponent and a table over the first bits of the
 * mantissa. Features need no more precision, and take thousands of logarithms an event.
 */
public final class FastLog {

  /** The largest absolute error of {@link #of}. */
  static final double ERROR = 2.5e-4;

  private static final int INDEX_BITS = 11;
  private static final int MANTISSA_BITS = 23;
  private static final int BIAS = 127;
  private static final double SMALL = 1.0 / 32;
  private static final float LN_2 = (float) Math.log(2);
  private static final float[] TABLE = new float[1 << INDEX_BITS];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      TABLE[i] = (float) Math.log(1 + (i + 0.5) / TABLE.length);
    }
  }

  private FastLog() {}

  /**
   * The natural logarithm.
   *
   * @param x at least {@link Float#MIN_NORMAL}, and finite
   */
  public static float of(float x) {
    int bits = Float.floatToRawIntBits(x);
    int exponent = (bits >>> MANTISSA_BITS) - BIAS;
    int index = (bits >>> (MANTISSA_BITS - INDEX_BITS)) & (TABLE.length - 1);
    return exponent * LN_2 + TABLE[index];
  }

  /**
   * The natural logarithm of {@code 1 + x}.
   *
   * @param x at least 0, and finite
   */
  public static float ofOneMore(double x) {
    // Near 1 the table is too coarse for a small x.
    return x < SMALL ? (float) (x - x * x / 2) : of((float) (1 + x));
  }
}
