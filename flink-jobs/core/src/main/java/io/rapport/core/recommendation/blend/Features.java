package io.rapport.core.recommendation.blend;

/**
 * A table of candidates' features: one column of values, by row, for each {@link Feature}. Scratch
 * space that is refilled; not thread-safe.
 */
public final class Features {

  private final float[][] columns;
  private int size;
  private int width = Feature.COUNT;

  /**
   * An empty table.
   *
   * @param capacity largest number of candidates
   */
  public Features(int capacity) {
    this.columns = new float[Feature.COUNT][capacity];
  }

  /** The values of a feature by row. */
  public float[] column(Feature feature) {
    return columns[feature.column()];
  }

  /**
   * The values of a feature by row, for loops over all features.
   *
   * @param feature as of {@link Feature#column}
   */
  float[] column(int feature) {
    return columns[feature];
  }

  /** The largest number of candidates. */
  int capacity() {
    return columns[0].length;
  }

  /** The number of candidates. */
  int size() {
    return size;
  }

  /**
   * The number of known features. The others count as average for every candidate and are skipped.
   */
  public int width() {
    return width;
  }

  void width(int known) {
    width = known;
  }

  /**
   * Sets the known features by whether the last groups hold anything.
   *
   * @param remembered of {@link Feature.Group#REMEMBERED}
   * @param textsOrOrders of {@link Feature.Group#TEXTS_AND_ORDERS}
   */
  void know(boolean remembered, boolean textsOrOrders) {
    if (textsOrOrders) {
      width = Feature.COUNT;
    } else {
      width = remembered ? Feature.WITHOUT_TEXTS_AND_ORDERS : Feature.WITHOUT_REMEMBERED;
    }
  }

  boolean knows(Feature feature) {
    return feature.column() < width;
  }

  /** Sets the number of candidates; the values of added rows are left as they are. */
  public void resize(int candidates) {
    size = candidates;
  }

  /** Copies another table of the same capacity. */
  public void copy(Features other) {
    size = other.size;
    width = other.width;
    for (int f = 0; f < width; f++) {
      System.arraycopy(other.columns[f], 0, columns[f], 0, size);
    }
  }

  /**
   * Copies some rows of another table.
   *
   * @param rows of the other; a negative one gives a row of zeros
   */
  public void select(Features other, int[] rows) {
    size = rows.length;
    width = other.width;
    for (int f = 0; f < width; f++) {
      float[] from = other.columns[f];
      float[] to = columns[f];
      for (int i = 0; i < rows.length; i++) {
        to[i] = rows[i] < 0 ? 0 : from[rows[i]];
      }
    }
  }
}
