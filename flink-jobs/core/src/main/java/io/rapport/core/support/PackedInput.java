package io.rapport.core.support;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link PackedOutput} wrote. */
final class PackedInput {

  private final ByteBuffer bytes;

  /**
   * @throws IllegalArgumentException if the bytes have another format version
   */
  PackedInput(byte[] bytes, int formatVersion) {
    this.bytes = ByteBuffer.wrap(bytes);
    int found = this.bytes.get();
    if (found != formatVersion) {
      throw new IllegalArgumentException(
          "format version " + found + " cannot be read; expected " + formatVersion);
    }
  }

  int readByte() {
    return bytes.get();
  }

  int readCount() {
    int value = 0;
    int shift = 0;
    int next;
    do {
      next = bytes.get();
      value |= (next & 0x7f) << shift;
      shift += 7;
    } while ((next & 0x80) != 0);
    return value;
  }

  float readFloat() {
    return bytes.getFloat();
  }

  double readDouble() {
    return bytes.getDouble();
  }

  long readLong() {
    return bytes.getLong();
  }

  String readText() {
    byte[] encoded = new byte[readCount()];
    bytes.get(encoded);
    return new String(encoded, StandardCharsets.UTF_8);
  }

  String readNullableText() {
    return readByte() == 0 ? null : readText();
  }

  boolean hasRemaining() {
    return bytes.hasRemaining();
  }
}
