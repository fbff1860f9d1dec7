package io.rapport.core.support.classifier;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.Softmax;

/**
 * Calibrates probabilities by scaling the logits (temperature scaling: Guo et al., ICML 2017). It
 * is fitted online: each example scored before it is learned gives one Newton step on the negative
 * log-likelihood, with the curvature summed over an exponentially decayed window.
 */
public final class Temperature {

  private static final double LEAST = 0.05;
  private static final double MOST = 20;

  /** The prior curvature, so that the first steps are small. */
  private static final double PRIOR_CURVATURE = 10;

  private final double decay;
  private double inverse = 1;
  private double curvature = PRIOR_CURVATURE;

  /**
   * A temperature of 1.
   *
   * @param window examples after which an example's weight has fallen to 1/e
   */
  public Temperature(int window) {
    this.decay = Math.exp(-1.0 / window);
  }

  /** The factor of the logits: one over the temperature. */
  public double inverse() {
    return inverse;
  }

  /** Learns from one example's logits and its right label. */
  public void fit(double[] logits, int label) {
    double[] probabilities = Softmax.probabilities(logits, inverse);
    double mean = 0;
    double square = 0;
    for (int k = 0; k < logits.length; k++) {
      mean += probabilities[k] * logits[k];
      square += probabilities[k] * logits[k] * logits[k];
    }
    curvature = decay * curvature + Math.max(0, square - mean * mean);
    double step = (mean - logits[label]) / Math.max(curvature, PRIOR_CURVATURE);
    inverse = Math.min(MOST, Math.max(LEAST, inverse - step));
  }

  public void write(PackedWriter out) {
    out.writeDouble(inverse);
    out.writeDouble(curvature);
  }

  public void read(PackedReader in) {
    inverse = in.readDouble();
    curvature = in.readDouble();
  }
}
