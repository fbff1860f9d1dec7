package io.rapport.core.stats;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A vector with a byte a dimension: the greatest of them is 127 steps long, so that an angle or a
 * product is off by less than a hundredth.
 *
 * <pre>
 * step 4 | length 4 | dimensions
 * </pre>
 */
public final class PackedVector {

  static final int STEP = 0;
  static final int LENGTH = 4;
  public static final int VALUES = 8;

  private static final int MOST = 127;

  private PackedVector() {}

  /** Bytes of a vector. */
  public static int width(int dimensions) {
    return VALUES + dimensions;
  }

  public static void write(float[] vectors, int from, int dimensions, PackedWriter out) {
    float greatest = Float.MIN_NORMAL;
    for (int d = 0; d < dimensions; d++) {
      greatest = Math.max(greatest, Math.abs(vectors[from + d]));
    }
    float step = greatest / MOST;
    byte[] values = new byte[dimensions];
    int squares = 0;
    for (int d = 0; d < dimensions; d++) {
      values[d] = (byte) Math.round(vectors[from + d] / step);
      squares += values[d] * values[d];
    }
    out.writeFloat(step);
    out.writeFloat((float) (step * Math.sqrt(squares)));
    out.writeRaw(values);
  }

  public static float step(byte[] bytes, int at) {
    return PackedReader.floatAt(bytes, at + STEP);
  }

  public static float length(byte[] bytes, int at) {
    return PackedReader.floatAt(bytes, at + LENGTH);
  }
}
