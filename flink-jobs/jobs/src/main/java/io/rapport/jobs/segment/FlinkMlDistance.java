package io.rapport.jobs.segment;

import io.rapport.core.segment.Distance;
import org.apache.flink.ml.common.distance.EuclideanDistanceMeasure;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.ml.linalg.VectorWithNorm;

/**
 * The Euclidean distance of Flink ML, as its k-means uses it. It works with squared norms, so
 * distances below about 1e-7 of the points' norms are rounding errors.
 */
enum FlinkMlDistance implements Distance {
  EUCLIDEAN;

  @Override
  public double between(double[] a, double[] b) {
    return EuclideanDistanceMeasure.getInstance().distance(vector(a), vector(b));
  }

  private static VectorWithNorm vector(double[] values) {
    return new VectorWithNorm(new DenseVector(values));
  }
}
