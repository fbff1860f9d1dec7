package io.rapport.core.recommendation.blend;

/**
 * The features of candidates: a column of values by row for each {@link Feature}. Scratch space
 * that is filled anew; not thread-safe.
 */
public final class Features {

  private final float[][] columns;
  private int size;
  private int width = Feature.COUNT;

  /**
   * @param capacity candidates at most
   */
  public Features(int capacity) {
    this.columns = new float[Feature.COUNT][capacity];
  }

  /** The values of a feature by row. */
  public float[] column(Feature feature) {
    return columns[feature.column()];
  }

  /**
   * The values of a feature by row, for loops over all.
   *
   * @param feature as of {@link Feature#column}
   */
  float[] column(int feature) {
    return columns[feature];
  }

  /** The number of candidates at most. */
  int capacity() {
    return columns[0].length;
  }

  /** The number of candidates. */
  int size() {
    return size;
  }

  /**
   * The number of features that are known; of the others every candidate is average: they are
   * passed over.
   */
  public int width() {
    return width;
  }

  void width(int known) {
    width = known;
  }

  /**
   * Sets the features known by whether anything is known of the groups that come last.
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

  /** Sets the number of candidates; the features of further ones are left as they are. */
  public void resize(int candidates) {
    size = candidates;
  }

  /** Becomes the same as another of the same capacity. */
  public void copy(Features other) {
    size = other.size;
    width = other.width;
    for (int f = 0; f < width; f++) {
      System.arraycopy(other.columns[f], 0, columns[f], 0, size);
    }
  }

  /**
   * Becomes some rows of another.
   *
   * @param rows of the other; a negative one is a row of zeros
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
