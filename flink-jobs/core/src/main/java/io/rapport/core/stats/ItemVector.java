package io.rapport.core.stats;

/**
 * A unit vector with a byte a dimension. Each value is off by at most half of 1/127 of the greatest
 * one, so that a cosine is off by some thousandths.
 */
public final class ItemVector {

  private final byte[] values;
  private final double inverseNorm;

  /**
   * @param values not to be changed afterwards
   */
  public ItemVector(byte[] values) {
    this.values = values;
    long square = 0;
    for (byte value : values) {
      square += value * value;
    }
    this.inverseNorm = square == 0 ? 0 : 1 / Math.sqrt((double) square);
  }

  /** The direction of a vector. */
  public static ItemVector of(float[] vector) {
    float greatest = Float.MIN_NORMAL;
    for (float value : vector) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    byte[] values = new byte[vector.length];
    for (int i = 0; i < vector.length; i++) {
      values[i] = (byte) Math.round(vector[i] / greatest * Byte.MAX_VALUE);
    }
    return new ItemVector(values);
  }

  public byte[] bytes() {
    return values;
  }

  /** The cosine with a vector of the same dimensions; 0 with one of others. */
  public float similarity(ItemVector other) {
    if (other.values.length != values.length) {
      return 0; // made under other settings
    }
    int sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * other.values[i];
    }
    return (float) (sum * inverseNorm * other.inverseNorm);
  }
}
