package io.rapport.core.recommendation.content;

import io.rapport.core.recommendation.settings.ContentSettings;
import java.util.Random;

/**
 * Random hyperplanes for locality-sensitive hashing. A bit of a signature is the side of a plane on
 * which a vector lies; two vectors at an angle of a differ in a bit with probability a / pi
 * (Charikar, STOC 2002). Each table has {@code depth} bits, and its bits name the buckets of an
 * item: the first {@code step} bits name a wide bucket, twice as many a narrower one, and so on. So
 * among 300 items as among a million some buckets have about as many members as can be compared.
 * The same settings give the same planes. Immutable.
 */
public final class Hyperplanes {

  private static final long SEED = 20_260_101;

  private final float[][] planes;

  public Hyperplanes(ContentSettings settings, int dimensions) {
    this.planes = new float[settings.tables() * settings.depth()][dimensions];
    Random random = new Random(SEED);
    for (float[] plane : planes) {
      for (int i = 0; i < dimensions; i++) {
        plane[i] = (float) random.nextGaussian();
      }
    }
  }

  /** The signature of a vector: the side of each plane on which it lies, one bit a plane. */
  long[] signature(float[] vector) {
    long[] signature = new long[(planes.length + 63) / 64];
    for (int p = 0; p < planes.length; p++) {
      float[] plane = planes[p];
      float sum = 0;
      for (int i = 0; i < vector.length; i++) {
        sum += plane[i] * vector[i];
      }
      if (sum > 0) {
        signature[p >> 6] |= 1L << (p & 63);
      }
    }
    return signature;
  }

  /** The number of buckets that hold an item. */
  static int buckets(ContentSettings settings) {
    return settings.tables() * settings.levels();
  }

  /** The name of one of an item's buckets; {@code bucket} counts the levels within the tables. */
  static int name(ContentSettings settings, long[] signature, int bucket) {
    int table = bucket / settings.levels();
    int length = (bucket % settings.levels() + 1) * settings.step();
    int name = 1; // a leading one separates prefixes of different lengths
    for (int i = 0; i < length; i++) {
      name = name << 1 | bit(signature, table * settings.depth() + i);
    }
    return name;
  }

  /** The Hamming distance of two signatures. */
  static int distance(long[] a, long[] b) {
    int distance = 0;
    for (int i = 0; i < a.length; i++) {
      distance += Long.bitCount(a[i] ^ b[i]);
    }
    return distance;
  }

  /**
   * The bucket in which two items meet: the narrowest that they share, in the first such table. As
   * long as a wider shared bucket still holds both items, so does this one: an item evicted here
   * has been evicted from the wider bucket too.
   */
  static int meeting(ContentSettings settings, long[] a, long[] b) {
    int best = -1;
    int deepest = -1;
    for (int table = 0; table < settings.tables(); table++) {
      int level = common(settings, a, b, table) / settings.step() - 1;
      if (level > deepest) {
        deepest = level;
        best = table * settings.levels() + level;
      }
    }
    return best;
  }

  private static int common(ContentSettings settings, long[] a, long[] b, int table) {
    int from = table * settings.depth();
    int length = 0;
    int most = settings.levels() * settings.step();
    while (length < most && bit(a, from + length) == bit(b, from + length)) {
      length++;
    }
    return length;
  }

  private static int bit(long[] signature, int at) {
    return (int) (signature[at >> 6] >>> (at & 63)) & 1;
  }
}
