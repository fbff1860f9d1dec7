package io.rapport.core.recommendation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a value's fields one after the other: fixed-width big-endian numbers, varints, UTF-8. */
final class PackedWriter {

  private byte[] bytes;
  private int size;

  PackedWriter(int expected) {
    this.bytes = new byte[Math.max(16, expected)];
  }

  void writeByte(int value) {
    require(1);
    bytes[size++] = (byte) value;
  }

  /** Seven bits a byte, least significant first; for numbers that are small and not negative. */
  void writeVarint(int value) {
    require(5);
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void writeInt(int value) {
    require(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void writeLong(long value) {
    writeInt((int) (value >>> 32));
    writeInt((int) value);
  }

  void writeFloat(float value) {
    writeInt(Float.floatToRawIntBits(value));
  }

  void writeDouble(double value) {
    writeLong(Double.doubleToRawLongBits(value));
  }

  void writeLongs(long[] values) {
    writeVarint(values.length);
    for (long value : values) {
      writeLong(value);
    }
  }

  /** Length as a varint, then the bytes. */
  void writeBlock(byte[] source, int offset, int length) {
    writeVarint(length);
    require(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  void writeBlock(byte[] source) {
    writeBlock(source, 0, source.length);
  }

  void writeString(String value) {
    writeBlock(value.getBytes(StandardCharsets.UTF_8));
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void require(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
