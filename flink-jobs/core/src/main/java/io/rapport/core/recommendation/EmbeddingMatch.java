package io.rapport.core.recommendation;

import java.util.Arrays;

/**
 * How well candidates go with a visitor's session by the items' vectors. Scratch space that is
 * filled anew for every visit; not thread-safe.
 */
final class EmbeddingMatch {

  /**
   * Added to the lengths in a cosine: a vector that has learned little is short, and its direction
   * mere chance. Without it a small shop's revisits fell behind.
   */
  private static final float LEAST_LENGTH = 1;

  private EmbeddingTable table;
  private long site;
  private boolean known; // whether an item of the session has a vector
  private float[] mean = {}; // of the session
  private float[] last = {}; // the visit's item, over its length; or zero
  private float product;
  private float cosine;

  /** Begins with a visit. */
  void begin(Visit visit, EmbeddingTable embeddings) {
    table = embeddings;
    known = false;
    product = 0;
    cosine = 0;
    if (table.size() == 0) {
      return;
    }
    int dimensions = table.dimensions();
    if (mean.length != dimensions) {
      mean = new float[dimensions];
      last = new float[dimensions];
    }
    site = ItemHash.of(visit.site());
    Arrays.fill(mean, 0);
    Arrays.fill(last, 0);
    float sum = add(visit.itemId(), 1);
    if (sum > 0) {
      float length = (float) Math.sqrt(square(mean));
      for (int d = 0; d < dimensions; d++) {
        last[d] = mean[d] / (length + LEAST_LENGTH);
      }
    }
    float weight = 1;
    for (int i = 0; i < Math.min(visit.recent().size(), EmbeddingExample.CONTEXT - 1); i++) {
      weight *= EmbeddingLearner.STEP_DECAY;
      sum += add(visit.recent().get(i), weight);
    }
    known = sum > 0;
    for (int d = 0; known && d < dimensions; d++) {
      mean[d] /= sum;
    }
  }

  /** Adds an item's vector to the mean; returns its weight, or 0 if it has none. */
  private float add(String item, float weight) {
    long key = Shelf.key(site, ItemHash.of(item));
    byte[] bytes = table.table(key);
    int at = table.find(bytes, key);
    if (at < 0) {
      return 0;
    }
    float factor = weight * PackedVector.step(bytes, at);
    for (int d = 0; d < mean.length; d++) {
      mean[d] += factor * bytes[at + PackedVector.VALUES + d];
    }
    return weight;
  }

  private static float square(float[] vector) {
    float sum = 0;
    for (float value : vector) {
      sum += value * value;
    }
    return sum;
  }

  /** Goes to a candidate. */
  void compare(long item) {
    product = 0;
    cosine = 0;
    if (!known) {
      return;
    }
    long key = Shelf.key(site, item);
    byte[] bytes = table.table(key);
    int at = table.find(bytes, key);
    if (at < 0) {
      return;
    }
    float toMean = 0;
    float toLast = 0;
    int from = at + PackedVector.VALUES;
    for (int d = 0; d < mean.length; d++) {
      byte value = bytes[from + d];
      toMean += mean[d] * value;
      toLast += last[d] * value;
    }
    float step = PackedVector.step(bytes, at);
    product = toMean * step;
    cosine = toLast * step / (PackedVector.length(bytes, at) + LEAST_LENGTH);
  }

  /** The product of the session's mean vector with the candidate's; 0 where one is missing. */
  float product() {
    return product;
  }

  /** The damped cosine between the visit's item and the candidate; 0 where one has no vector. */
  float cosine() {
    return cosine;
  }
}
