package io.rapport.simulator.shop;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws an index with a probability in proportion to its weight, in O(log n). */
public final class WeightedChoice {

  private final double[] cumulative;

  /**
   * @param weights of the indexes; none negative, their sum above 0
   */
  public WeightedChoice(double... weights) {
    cumulative = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0)) {
        throw new IllegalArgumentException("weight " + i + " is " + weights[i]);
      }
      sum += weights[i];
      cumulative[i] = sum;
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("the weights sum to " + sum);
    }
  }

  /** Zipf's law: rank r (from 1) weighs {@code r^-exponent}; index 0 is rank 1. */
  public static WeightedChoice zipf(int n, double exponent) {
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = zipfWeight(i, exponent);
    }
    return new WeightedChoice(weights);
  }

  // StrictMath, so that the same seed gives the same shop on every machine.
  static double zipfWeight(int index, double exponent) {
    return StrictMath.pow(index + 1.0, -exponent);
  }

  /** An index. */
  public int draw(RandomGenerator random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    // An exact hit belongs to the next index: index i covers [cumulative[i-1], cumulative[i]).
    int index = found >= 0 ? found + 1 : -found - 1;
    return Math.min(index, cumulative.length - 1);
  }
}
