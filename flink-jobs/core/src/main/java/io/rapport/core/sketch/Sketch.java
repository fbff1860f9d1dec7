package io.rapport.core.sketch;

import io.rapport.core.state.PackedWriter;

/**
 * A bounded summary of many values.
 *
 * @param <S> the sketch itself
 */
public interface Sketch<S extends Sketch<S>> {

  /** The number of values added. */
  long count();

  /** Adds the values of another sketch, which stays as it is. */
  void merge(S other);

  /** Writes the packed form. */
  void write(PackedWriter out);
}
