package io.rapport.core.stats;

import java.util.Arrays;

/**
 * The ranks of numbers, found by comparing each number with all others in passes without a branch,
 * which the compiler vectorises. For the hundred candidates of a blend that is several times as
 * fast as sorting; from about a thousand numbers on it no longer is. Scratch space; not
 * thread-safe.
 */
public final class Ranks {

  private final int[] keys;
  private final int[] places;

  /**
   * Scratch space for ranks.
   *
   * @param capacity largest number of numbers
   */
  public Ranks(int capacity) {
    this.keys = new int[capacity];
    this.places = new int[capacity];
  }

  /**
   * Ranks the first {@code count} numbers.
   *
   * @param numbers none negative
   */
  public void rank(float[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      keys[i] = Float.floatToIntBits(numbers[i]); // The bits have the order of the floats.
    }
    Arrays.fill(places, 0, count, 0);
    for (int other = 0; other < count; other++) {
      int key = keys[other];
      // The sign of a difference: 1 where the other number is greater, or equal and further back.
      for (int i = 0; i < other; i++) {
        places[i] += (keys[i] - key - 1) >>> 31;
      }
      for (int i = other + 1; i < count; i++) {
        places[i] += (keys[i] - key) >>> 31;
      }
    }
  }

  /** The rank of a number, from 0 for the greatest; of equal numbers the last comes first. */
  public int of(int number) {
    return places[number];
  }
}
