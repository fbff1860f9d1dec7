package io.rapport.core.support;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a model or a state: small counts take one byte, a format version comes first. */
final class PackedOutput {

  private byte[] bytes = new byte[256];
  private int size;

  PackedOutput(int formatVersion) {
    bytes[size++] = (byte) formatVersion;
  }

  void writeByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** A number that is never negative, seven bits a byte, the lowest first. */
  void writeCount(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("a count cannot be negative: " + value);
    }
    reserve(5);
    int rest = value;
    while (rest > 0x7f) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void writeFloat(float value) {
    reserve(Float.BYTES);
    ByteBuffer.wrap(bytes, size, Float.BYTES).putFloat(value);
    size += Float.BYTES;
  }

  void writeDouble(double value) {
    writeLong(Double.doubleToRawLongBits(value));
  }

  void writeLong(long value) {
    reserve(Long.BYTES);
    ByteBuffer.wrap(bytes, size, Long.BYTES).putLong(value);
    size += Long.BYTES;
  }

  void writeText(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    writeCount(encoded.length);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  /** Null as a byte of its own. */
  void writeNullableText(String text) {
    writeByte(text == null ? 0 : 1);
    if (text != null) {
      writeText(text);
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
