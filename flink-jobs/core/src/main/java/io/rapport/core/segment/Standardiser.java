package io.rapport.core.segment;

import java.util.Arrays;
import java.util.List;

/** Standardises points to standard deviations from the average customer. */
final class Standardiser {

  private final double[] means;
  private final double[] deviations;

  private Standardiser(double[] means, double[] deviations) {
    this.means = means;
    this.deviations = deviations;
  }

  static Standardiser of(Centroids model) {
    return new Standardiser(array(model.means()), array(model.deviations()));
  }

  /** The standardiser by the moments of the sums; a feature without variance keeps its own unit. */
  static Standardiser of(Sums all) {
    double[] means = all.mean();
    double[] deviations = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      double deviation = Math.sqrt(all.variance(i));
      deviations[i] = deviation > 1e-6 ? deviation : 1;
    }
    return new Standardiser(means, deviations);
  }

  double[] standardised(double[] point) {
    double[] z = new double[point.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (point[i] - means[i]) / deviations[i];
    }
    return z;
  }

  /** The inverse of {@link #standardised}. */
  double[] raw(double[] z) {
    double[] point = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      point[i] = z[i] * deviations[i] + means[i];
    }
    return point;
  }

  List<Double> means() {
    return list(means);
  }

  List<Double> deviations() {
    return list(deviations);
  }

  static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
