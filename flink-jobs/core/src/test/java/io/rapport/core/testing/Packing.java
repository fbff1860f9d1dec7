package io.rapport.core.testing;

import io.rapport.core.state.PackedFormat;

/** Values that went through their packed form, as keyed state does it. */
public final class Packing {

  private Packing() {}

  /** The value packed and unpacked. */
  public static <T> T restored(T value, PackedFormat<T> format) {
    return format.unpack(format.pack(value));
  }
}
