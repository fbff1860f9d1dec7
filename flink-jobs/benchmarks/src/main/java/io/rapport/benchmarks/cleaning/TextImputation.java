package io.rapport.benchmarks.cleaning;

import java.util.HashMap;
import java.util.Map;

/**
 * The accuracy of imputed texts beside that of the most frequent text of the same stream so far.
 */
final class TextImputation {

  private final Map<String, Long> counts = new HashMap<>();
  private String mode;
  private long missing;
  private long imputed;
  private long right;
  private long modeRight;
  private long modeRightOfImputed;

  /** Learns a text that came with its record. */
  void learn(String value) {
    long count = counts.merge(value, 1L, Long::sum);
    if (mode == null || count > counts.get(mode)) {
      mode = value;
    }
  }

  /**
   * Counts a record without the text.
   *
   * @param guess null where the rule imputed none
   */
  void missing(String truth, String guess) {
    missing++;
    imputed += guess == null ? 0 : 1;
    right += truth.equals(guess) ? 1 : 0;
    modeRight += truth.equals(mode) ? 1 : 0;
    modeRightOfImputed += guess != null && truth.equals(mode) ? 1 : 0;
  }

  long count() {
    return missing;
  }

  /** The share of missing texts that were imputed. */
  double coverage() {
    return (double) imputed / missing;
  }

  /** The share of imputed texts that are right. */
  double accuracy() {
    return (double) right / imputed;
  }

  /** The share of imputed texts that the most frequent one would have been. */
  double modeAccuracyOfImputed() {
    return (double) modeRightOfImputed / imputed;
  }

  /** The share of all missing texts that were imputed rightly. */
  double overall() {
    return (double) right / missing;
  }

  /** The share of all missing texts that the most frequent one would have been. */
  double modeAccuracy() {
    return (double) modeRight / missing;
  }
}
