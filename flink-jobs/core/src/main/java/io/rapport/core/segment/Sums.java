package io.rapport.core.segment;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * Count, linear sum and squared sum of weighted points (the clustering feature of Zhang,
 * Ramakrishnan and Livny, BIRCH, 1996). Adding and merging are exact up to rounding.
 */
final class Sums {

  private double count;
  private final double[] linear;
  private final double[] squared;

  Sums(int dimensions) {
    this.linear = new double[dimensions];
    this.squared = new double[dimensions];
  }

  void add(double[] point, double weight) {
    count += weight;
    for (int i = 0; i < linear.length; i++) {
      linear[i] += weight * point[i];
      squared[i] += weight * point[i] * point[i];
    }
  }

  void add(Sums other, double factor) {
    count += factor * other.count;
    for (int i = 0; i < linear.length; i++) {
      linear[i] += factor * other.linear[i];
      squared[i] += factor * other.squared[i];
    }
  }

  void scale(double factor) {
    count *= factor;
    for (int i = 0; i < linear.length; i++) {
      linear[i] *= factor;
      squared[i] *= factor;
    }
  }

  double count() {
    return count;
  }

  double[] linear() {
    return linear.clone();
  }

  double[] squared() {
    return squared.clone();
  }

  /** The centre of the points; zeros without points. */
  double[] mean() {
    double[] mean = new double[linear.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = count > 0 ? linear[i] / count : 0;
    }
    return mean;
  }

  /** The centre of the points and one more, of weight 1. */
  double[] meanWith(double[] point) {
    double n = Math.max(0, count);
    double[] mean = new double[linear.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = ((n > 0 ? linear[i] : 0) + point[i]) / (n + 1);
    }
    return mean;
  }

  /** The variance in one dimension; never negative. */
  double variance(int dimension) {
    if (count <= 0) {
      return 0;
    }
    double mean = linear[dimension] / count;
    return Math.max(0, squared[dimension] / count - mean * mean);
  }

  void write(PackedWriter out) {
    out.writeDouble(count);
    for (int i = 0; i < linear.length; i++) {
      out.writeDouble(linear[i]);
      out.writeDouble(squared[i]);
    }
  }

  static Sums read(PackedReader in, int dimensions) {
    Sums sums = new Sums(dimensions);
    sums.count = in.readDouble();
    for (int i = 0; i < dimensions; i++) {
      sums.linear[i] = in.readDouble();
      sums.squared[i] = in.readDouble();
    }
    return sums;
  }
}
