package io.rapport.core.support.classifier;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Arrays;

/**
 * The weights of one feature: a label's weight and, where the model learns, the sum of its squared
 * gradients. A label that the row does not hold has weight 0.
 */
public final class WeightRow {

  private static final short[] NO_LABELS = {};
  private static final float[] NO_WEIGHTS = {};

  private short[] labels = NO_LABELS;
  private float[] weights = NO_WEIGHTS;
  private float[] squares = NO_WEIGHTS;
  private int size;

  int size() {
    return size;
  }

  /**
   * Adds {@code value * weight} of every label to the label's logit; unknown labels are skipped.
   */
  void addTo(double[] logits, int known, float value) {
    for (int i = 0; i < size; i++) {
      if (labels[i] < known) {
        logits[labels[i]] += value * weights[i];
      }
    }
  }

  float weight(int label) {
    int at = Arrays.binarySearch(labels, 0, size, (short) label);
    return at < 0 ? 0 : weights[at];
  }

  /**
   * Takes one AdaGrad step.
   *
   * @return 1 if the label was new to the row, else 0
   */
  int descend(int label, float gradient, float rate, float initialSquare) {
    int at = Arrays.binarySearch(labels, 0, size, (short) label);
    int grown = at < 0 ? 1 : 0;
    if (at < 0) {
      at = -at - 1;
      insert(at, (short) label);
    }
    squares[at] += gradient * gradient;
    weights[at] -= rate * gradient / (float) Math.sqrt(initialSquare + squares[at]);
    return grown;
  }

  /**
   * Drops the weights smaller than a bound.
   *
   * @return their number
   */
  int prune(float smallest) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (Math.abs(weights[i]) >= smallest) {
        labels[kept] = labels[i];
        weights[kept] = weights[i];
        squares[kept++] = squares[i];
      }
    }
    int dropped = size - kept;
    size = kept;
    return dropped;
  }

  /** Copies the absolute weights to {@code target} from {@code at} on. */
  int magnitudes(float[] target, int at) {
    for (int i = 0; i < size; i++) {
      target[at + i] = Math.abs(weights[i]);
    }
    return at + size;
  }

  /** Writes the row, without the sums of squares when it is for scoring only. */
  public void write(PackedWriter out, boolean learning) {
    out.writeVarint(size);
    for (int i = 0; i < size; i++) {
      out.writeVarint(labels[i]);
      out.writeFloat(weights[i]);
      if (learning) {
        out.writeFloat(squares[i]);
      }
    }
  }

  /** The inverse of {@link #write}. */
  public static WeightRow read(PackedReader in, boolean learning) {
    WeightRow row = new WeightRow();
    row.size = in.readVarint();
    row.labels = new short[row.size];
    row.weights = new float[row.size];
    row.squares = learning ? new float[row.size] : NO_WEIGHTS;
    for (int i = 0; i < row.size; i++) {
      row.labels[i] = (short) in.readVarint();
      row.weights[i] = in.readFloat();
      if (learning) {
        row.squares[i] = in.readFloat();
      }
    }
    return row;
  }

  private void insert(int at, short label) {
    if (size == labels.length) {
      int capacity = Math.max(4, size + (size >> 1));
      labels = Arrays.copyOf(labels, capacity);
      weights = Arrays.copyOf(weights, capacity);
      squares = Arrays.copyOf(squares, capacity);
    }
    System.arraycopy(labels, at, labels, at + 1, size - at);
    System.arraycopy(weights, at, weights, at + 1, size - at);
    System.arraycopy(squares, at, squares, at + 1, size - at);
    labels[at] = label;
    weights[at] = 0;
    squares[at] = 0;
    size++;
  }
}
