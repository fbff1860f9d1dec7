package io.rapport.core.stats;

/** The softmax function. */
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

  /** Sets the first {@code n} probabilities to the softmax of the logits. */
  public static void probabilities(float[] logits, int n, double[] probabilities) {
    float greatest = greatest(logits, n);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      probabilities[i] = Math.exp(logits[i] - greatest);
      sum += probabilities[i];
    }
    for (int i = 0; i < n; i++) {
      probabilities[i] /= sum;
    }
  }

  /**
   * Replaces the first {@code n} logits by values proportional to their softmax.
   *
   * @return the sum to divide by
   */
  public static float exponentiate(float[] logits, int n) {
    float greatest = greatest(logits, n);
    float sum = 0;
    for (int i = 0; i < n; i++) {
      logits[i] = (float) Math.exp(logits[i] - greatest);
      sum += logits[i];
    }
    return sum;
  }

  private static float greatest(float[] values, int n) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      greatest = Math.max(greatest, values[i]);
    }
    return greatest;
  }

  /**
   * The index of the largest of the first {@code among} values; of equal ones the first. Returns -1
   * if {@code among} is 0.
   */
  public static int argmax(double[] values, int among) {
    int best = among > 0 ? 0 : -1;
    for (int k = 1; k < among; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }
}
