package io.rapport.core.support.classifier;

/**
 * The expected calibration error (Naeini et al., AAAI 2015): answers are binned by confidence; in
 * each bin the mean confidence is compared with the share of right answers, weighted by the bin's
 * size.
 */
public final class CalibrationError {

  /** The customary number of bins. */
  public static final int BINS = 15;

  private final double[] confidence;
  private final long[] right;
  private final long[] answers;
  private long total;

  public CalibrationError(int bins) {
    this.confidence = new double[bins];
    this.right = new long[bins];
    this.answers = new long[bins];
  }

  /**
   * Adds an answer.
   *
   * @param probability the answer's confidence, 0 to 1
   */
  public void add(double probability, boolean wasRight) {
    int bin = Math.min(answers.length - 1, (int) (probability * answers.length));
    confidence[bin] += probability;
    right[bin] += wasRight ? 1 : 0;
    answers[bin]++;
    total++;
  }

  /** The error, 0 to 1; NaN before the first answer. */
  public double expected() {
    double sum = 0;
    for (int bin = 0; bin < answers.length; bin++) {
      sum += Math.abs(confidence[bin] - right[bin]);
    }
    return sum / total;
  }
}
