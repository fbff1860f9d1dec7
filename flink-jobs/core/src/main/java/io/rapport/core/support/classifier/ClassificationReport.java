package io.rapport.core.support.classifier;

import java.util.HashMap;
import java.util.Map;

/** The accuracy and macro-averaged F1 of a classifier. */
public final class ClassificationReport {

  private final Map<String, long[]> counts = new HashMap<>();
  private long right;
  private long total;

  /**
   * Adds a prediction.
   *
   * @param predicted null when the classifier knew no label yet: wrong, and no label's false
   *     positive
   */
  public void add(String truth, String predicted) {
    total++;
    of(truth)[0]++;
    if (predicted != null) {
      of(predicted)[1]++;
    }
    if (truth.equals(predicted)) {
      right++;
      of(truth)[2]++;
    }
  }

  /** The number of predictions. */
  public long total() {
    return total;
  }

  /** The share of right predictions; NaN without any. */
  public double accuracy() {
    return (double) right / total;
  }

  /**
   * The macro-averaged F1: the mean, over the labels that occur in truth or prediction, of each
   * label's harmonic mean of precision and recall; NaN without any.
   */
  public double macroF1() {
    double sum = 0;
    for (long[] label : counts.values()) {
      sum += 2.0 * label[2] / (label[0] + label[1]);
    }
    return sum / counts.size();
  }

  /** True occurrences, predictions, and right predictions of a label. */
  private long[] of(String label) {
    return counts.computeIfAbsent(label, unseen -> new long[3]);
  }
}
