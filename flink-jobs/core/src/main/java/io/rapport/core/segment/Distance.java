package io.rapport.core.segment;

import java.io.Serializable;

/** A distance between two points of the same dimension. */
@FunctionalInterface
public interface Distance extends Serializable {

  /** The distance; never negative, 0 for equal points. */
  double between(double[] a, double[] b);
}
