package io.rapport.core.text;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A sparse vector of a text's hashed n-grams.
 *
 * @param indices ascending, without repeats
 * @param values one an index; the vector's Euclidean norm is 1, or 0 for a text without words
 */
// The arrays are the record's content and never change.
@SuppressWarnings("ArrayRecordComponent")
public record Features(int[] indices, float[] values) {

  /** The vector of a text without words. */
  public static final Features NONE = new Features(new int[0], new float[0]);

  /** The number of non-zero indices. */
  public int size() {
    return indices.length;
  }

  /** Writes the vector, indices as differences. */
  public void write(PackedWriter out) {
    out.writeVarint(indices.length);
    int previous = 0;
    for (int i = 0; i < indices.length; i++) {
      out.writeVarint(indices[i] - previous);
      out.writeFloat(values[i]);
      previous = indices[i];
    }
  }

  /** The inverse of {@link #write}. */
  public static Features read(PackedReader in) {
    int size = in.readVarint();
    int[] indices = new int[size];
    float[] values = new float[size];
    int previous = 0;
    for (int i = 0; i < size; i++) {
      previous += in.readVarint();
      indices[i] = previous;
      values[i] = in.readFloat();
    }
    return new Features(indices, values);
  }
}
