package io.rapport.core.stats;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A vector quantised to one byte a dimension, in its packed form. The value of greatest magnitude
 * is 127 steps, and each value is off by at most half a step, so that a cosine is off by some
 * thousandths.
 *
 * <pre>
 * step 4 | length 4 | values
 * </pre>
 */
public final class QuantisedVector {

  /** The offset of the values: signed bytes, in steps. */
  public static final int VALUES = 8;

  private static final int STEP = 0;
  private static final int LENGTH = 4;

  private QuantisedVector() {}

  /** The bytes of a vector. */
  public static int width(int dimensions) {
    return VALUES + dimensions;
  }

  /** A packed vector in an array of its own. */
  public static byte[] of(float[] vector) {
    PackedWriter out = new PackedWriter(width(vector.length));
    write(vector, 0, vector.length, out);
    return out.toBytes();
  }

  /** Writes the vector that begins at {@code from}. */
  public static void write(float[] vectors, int from, int dimensions, PackedWriter out) {
    float greatest = Float.MIN_NORMAL;
    for (int d = 0; d < dimensions; d++) {
      greatest = Math.max(greatest, Math.abs(vectors[from + d]));
    }
    float step = greatest / Byte.MAX_VALUE;
    byte[] values = new byte[dimensions];
    long squares = 0;
    for (int d = 0; d < dimensions; d++) {
      values[d] = (byte) Math.round(vectors[from + d] / step);
      squares += values[d] * values[d];
    }
    out.writeFloat(step);
    out.writeFloat((float) (step * Math.sqrt((double) squares)));
    out.writeRaw(values);
  }

  /** The step of the vector that begins at {@code at}. */
  public static float step(byte[] bytes, int at) {
    return PackedReader.floatAt(bytes, at + STEP);
  }

  /** The Euclidean length of the vector that begins at {@code at}. */
  public static float length(byte[] bytes, int at) {
    return PackedReader.floatAt(bytes, at + LENGTH);
  }

  /**
   * The cosine of two vectors, each in an array of its own. It is 0 for a vector of length 0 and
   * for vectors of different dimensions, which were made under different settings.
   */
  public static float cosine(byte[] a, byte[] b) {
    if (a.length != b.length) {
      return 0;
    }
    int product = 0;
    int squaresA = 0;
    int squaresB = 0;
    for (int i = VALUES; i < a.length; i++) {
      product += a[i] * b[i];
      squaresA += a[i] * a[i];
      squaresB += b[i] * b[i];
    }
    // Not by the packed lengths, whose rounding would keep equal vectors from a cosine of 1.
    double lengths = Math.sqrt((double) squaresA * squaresB);
    return lengths == 0 ? 0 : (float) (product / lengths);
  }
}
