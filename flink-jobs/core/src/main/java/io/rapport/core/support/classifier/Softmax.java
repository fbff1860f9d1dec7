package io.rapport.core.support.classifier;

/** The softmax function and its logarithm's derivative. */
public final class Softmax {

  private Softmax() {}

  /** {@code exp(beta z_k) / sum_j exp(beta z_j)}, without overflow; sums to 1. */
  public static double[] probabilities(double[] logits, double beta) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      highest = Math.max(highest, beta * logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      probabilities[k] = Math.exp(beta * logits[k] - highest);
      sum += probabilities[k];
    }
    for (int k = 0; k < logits.length; k++) {
      probabilities[k] /= sum;
    }
    return probabilities;
  }

  /** The index of the largest value, the first of equals; -1 of none. */
  public static int argmax(double[] values, int among) {
    int best = among > 0 ? 0 : -1;
    for (int k = 1; k < among; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }
}
