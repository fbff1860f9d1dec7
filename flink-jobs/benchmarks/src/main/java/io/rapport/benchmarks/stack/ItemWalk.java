package io.rapport.benchmarks.stack;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws the items that visitors look at. Popularity follows Zipf's law with exponent 1; half of the
 * steps go to one of a few items that belong to the one before, so that there is something to
 * learn.
 */
final class ItemWalk {

  private static final double FOLLOWS = 0.5;
  private static final int RELATED = 20;

  private final SplittableRandom random;
  private final double[] cumulative;

  /**
   * @param items items of the catalogue
   * @param random decides each step
   */
  ItemWalk(int items, SplittableRandom random) {
    this.random = random;
    cumulative = new double[items];
    double sum = 0;
    for (int rank = 0; rank < cumulative.length; rank++) {
      sum += 1.0 / (rank + 1);
      cumulative[rank] = sum;
    }
  }

  /** The first item of a visitor, drawn by popularity. */
  int start() {
    double point = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, point);
    return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
  }

  /** The item after another. */
  int after(int item) {
    return random.nextDouble() < FOLLOWS ? related(item) : start();
  }

  /** One of the few items that go with an item; the item alone decides which they are. */
  private int related(int item) {
    long mixed = (item * 31L + random.nextInt(RELATED)) * 0x9E3779B97F4A7C15L;
    return (int) Math.floorMod(mixed >>> 17, (long) cumulative.length);
  }
}
