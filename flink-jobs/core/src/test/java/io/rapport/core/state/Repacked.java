package io.rapport.core.state;

/** Packs values and unpacks them again, as a snapshot and a restore do. */
public final class Repacked {

  private Repacked() {}

  public static <T> T of(PackedFormat<T> format, T value) {
    return format.unpack(format.pack(value));
  }
}
