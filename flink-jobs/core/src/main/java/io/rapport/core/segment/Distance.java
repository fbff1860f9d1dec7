package io.rapport.core.segment;

import java.io.Serializable;

/** How far two points of the same dimension are apart. */
@FunctionalInterface
public interface Distance extends Serializable {

  /** Never negative; 0 for equal points. */
  double between(double[] a, double[] b);
}
