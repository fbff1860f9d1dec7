package io.rapport.core.recommendation.embedding;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.catalogue.ItemKeys;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.stats.QuantisedVector;
import java.util.Arrays;

/**
 * The match of candidates with a visitor's session by the items' embeddings. Scratch space that is
 * refilled for every visit; not thread-safe.
 */
public final class EmbeddingMatch {

  /**
   * Added to the lengths in a cosine (damping). An embedding that has learned little is short and
   * its direction is random; without damping the revisits of a small shop ranked lower.
   */
  private static final float LEAST_LENGTH = 1;

  private EmbeddingTable table;
  private long site;
  private boolean known; // whether any item of the session has an embedding
  private float[] mean = {}; // of the session
  private float[] last = {}; // of the visit's item, divided by its length; or zero
  private final long[] keys; // of the candidates
  private final byte[][] tables; // that may hold them
  private final int[] ends; // of the tables

  /**
   * Scratch space for matches.
   *
   * @param capacity largest number of candidates
   */
  public EmbeddingMatch(int capacity) {
    this.keys = new long[capacity];
    this.tables = new byte[capacity][];
    this.ends = new int[capacity];
  }

  /** Starts a visit. */
  public void begin(Visit visit, EmbeddingTable embeddings) {
    table = embeddings;
    site = Hash64.of(visit.site());
    known = false;
    if (table.size() == 0) {
      return;
    }
    int dimensions = table.dimensions();
    if (mean.length != dimensions) {
      mean = new float[dimensions];
      last = new float[dimensions];
    }
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
    for (int i = 0; i < Math.min(visit.recent().size(), EmbeddingSettings.CONTEXT - 1); i++) {
      weight *= EmbeddingLearner.STEP_DECAY;
      sum += add(visit.recent().get(i), weight);
    }
    known = sum > 0;
    for (int d = 0; known && d < dimensions; d++) {
      mean[d] /= sum;
    }
  }

  /** Adds an item's embedding to the mean; returns its weight, or 0 if it has none. */
  private float add(String item, float weight) {
    long key = ItemKeys.key(site, Hash64.of(item));
    byte[] bytes = table.table(key);
    int at = table.find(bytes, key);
    if (at < 0) {
      return 0;
    }
    float factor = weight * QuantisedVector.step(bytes, at);
    for (int d = 0; d < mean.length; d++) {
      mean[d] += factor * bytes[at + QuantisedVector.VALUES + d];
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

  /** Sets a candidate. */
  public void candidate(int number, long item) {
    keys[number] = ItemKeys.key(site, item);
  }

  /**
   * Compares the first {@code count} candidates.
   *
   * @param products set to the dot product of the session's mean embedding with each candidate's; 0
   *     where one is missing
   * @param cosines set to the damped cosine between the visit's item and each candidate; 0 where
   *     one has no embedding
   */
  public void compare(int count, float[] products, float[] cosines) {
    if (!known) {
      Arrays.fill(products, 0, count, 0);
      Arrays.fill(cosines, 0, count, 0);
      return;
    }
    // Touch all tables first: their loads from memory then overlap, where one search after the
    // other would wait for each.
    for (int i = 0; i < count; i++) {
      byte[] of = table.table(keys[i]);
      tables[i] = of;
      ends[i] = of == null ? 0 : of.length;
    }
    for (int i = 0; i < count; i++) {
      int at = ends[i] == 0 ? -1 : table.find(tables[i], keys[i]);
      if (at < 0) {
        products[i] = 0;
        cosines[i] = 0;
      } else {
        compare(i, at, products, cosines);
      }
    }
  }

  /** Computes both sums in one pass, each as two: four independent chains of additions. */
  private void compare(int number, int at, float[] products, float[] cosines) {
    byte[] bytes = tables[number];
    int from = at + QuantisedVector.VALUES;
    float[] u = mean;
    float[] v = last;
    float meanEven = 0;
    float meanOdd = 0;
    float lastEven = 0;
    float lastOdd = 0;
    int d = 0;
    for (; d + 1 < u.length; d += 2) {
      float even = bytes[from + d];
      float odd = bytes[from + d + 1];
      meanEven += u[d] * even;
      meanOdd += u[d + 1] * odd;
      lastEven += v[d] * even;
      lastOdd += v[d + 1] * odd;
    }
    if (d < u.length) {
      meanEven += u[d] * bytes[from + d];
      lastEven += v[d] * bytes[from + d];
    }
    float step = QuantisedVector.step(bytes, at);
    products[number] = step * (meanEven + meanOdd);
    cosines[number] =
        step * (lastEven + lastOdd) / (QuantisedVector.length(bytes, at) + LEAST_LENGTH);
  }
}
