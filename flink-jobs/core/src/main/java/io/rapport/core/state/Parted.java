package io.rapport.core.state;

import java.io.IOException;

/**
 * A large value of one key that is packed in numbered parts, so that a change writes the parts that
 * changed, and not the whole.
 */
public interface Parted {

  /** Parts that have changed since they were written last. */
  int unwritten();

  /** Writes the parts that have changed. */
  void write(Parts parts) throws IOException;

  /** Receives changed parts. */
  interface Parts {

    void put(int part, byte[] packed) throws IOException;

    void remove(int part) throws IOException;
  }
}
