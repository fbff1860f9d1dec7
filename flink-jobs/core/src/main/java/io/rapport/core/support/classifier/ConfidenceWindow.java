package io.rapport.core.support.classifier;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Arrays;

/**
 * The latest prequential answers, given before the right one was known: the confidence of each and
 * whether it was right. Four bytes an answer.
 */
public final class ConfidenceWindow {

  /** The confidences; the sign bit is set for a wrong answer. */
  private final float[] ring;

  private long seen;

  public ConfidenceWindow(int capacity) {
    this.ring = new float[capacity];
  }

  public void add(double confidence, boolean right) {
    ring[(int) (seen++ % ring.length)] = right ? (float) confidence : -(float) confidence;
  }

  int size() {
    return (int) Math.min(seen, ring.length);
  }

  /**
   * The lowest confidence such that answers at or above it were wrong no more often than the
   * target; above 1 when there is none. One wrong answer is added to those observed, so that a few
   * lucky answers do not lower the threshold.
   */
  public double threshold(double riskTarget) {
    float[] latest = Arrays.copyOf(ring, size());
    sortByConfidence(latest);
    double threshold = Math.nextUp(1.0);
    int wrong = 0;
    for (int i = latest.length - 1; i >= 0; i--) {
      wrong += right(latest[i]) ? 0 : 1;
      boolean last = i == 0 || Math.abs(latest[i - 1]) < Math.abs(latest[i]);
      if (last && wrong + 1 <= riskTarget * (latest.length - i + 1)) {
        threshold = Math.abs(latest[i]);
      }
    }
    return threshold;
  }

  /** The share of right answers; NaN without any. */
  public double accuracy() {
    int right = 0;
    for (int i = 0; i < size(); i++) {
      right += right(ring[i]) ? 1 : 0;
    }
    return (double) right / size();
  }

  /** The calibration error of the window, see {@link CalibrationError}. */
  public double calibrationError() {
    CalibrationError error = new CalibrationError(CalibrationError.BINS);
    for (int i = 0; i < size(); i++) {
      error.add(Math.abs(ring[i]), right(ring[i]));
    }
    return error.expected();
  }

  public void write(PackedWriter out) {
    out.writeVarint(size());
    for (long i = seen - size(); i < seen; i++) {
      out.writeFloat(ring[(int) (i % ring.length)]);
    }
  }

  /** Reads the output of another window; of a larger one the newest answers stay. */
  public void read(PackedReader in) {
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      ring[(int) (seen++ % ring.length)] = in.readFloat();
    }
  }

  private static boolean right(float signed) {
    return Float.floatToRawIntBits(signed) >= 0;
  }

  private static void sortByConfidence(float[] answers) {
    long[] keys = new long[answers.length];
    for (int i = 0; i < answers.length; i++) {
      keys[i] =
          (long) Float.floatToRawIntBits(Math.abs(answers[i])) << 1 | (right(answers[i]) ? 1 : 0);
    }
    Arrays.sort(keys);
    for (int i = 0; i < answers.length; i++) {
      float confidence = Float.intBitsToFloat((int) (keys[i] >>> 1));
      answers[i] = (keys[i] & 1) == 1 ? confidence : -confidence;
    }
  }
}
