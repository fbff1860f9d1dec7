package io.rapport.core.recommendation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link PackedWriter} wrote. */
final class PackedReader {

  private final byte[] bytes;
  private int position;

  PackedReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the leading format version.
   *
   * @throws IllegalStateException when it is not the expected one: the value was written by a
   *     version of the program that this one cannot read
   */
  static PackedReader open(byte[] bytes, int version, String what) {
    PackedReader reader = new PackedReader(bytes);
    int found = reader.readByte();
    if (found != version) {
      throw new IllegalStateException(
          what + " has format version " + found + "; this program reads version " + version);
    }
    return reader;
  }

  int readByte() {
    return bytes[position++];
  }

  int readVarint() {
    int value = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[position++];
      value |= (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  int readInt() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = (value << 8) | (bytes[position++] & 0xff);
    }
    return value;
  }

  long readLong() {
    long high = readInt();
    return (high << 32) | (readInt() & 0xffff_ffffL);
  }

  float readFloat() {
    return Float.intBitsToFloat(readInt());
  }

  double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  long[] readLongs() {
    long[] values = new long[readVarint()];
    for (int i = 0; i < values.length; i++) {
      values[i] = readLong();
    }
    return values;
  }

  byte[] readBlock() {
    int length = readVarint();
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  String readString() {
    int length = readVarint();
    position += length;
    return new String(bytes, position - length, length, StandardCharsets.UTF_8);
  }

  int position() {
    return position;
  }

  /** Steps over a block whose length has been read. */
  void skip(int length) {
    position += length;
  }
}
