package io.rapport.core.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link PackedWriter} wrote. */
public final class PackedReader {

  private final byte[] bytes;
  private int position;

  public PackedReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the leading format version.
   *
   * @throws IllegalStateException when it is not the expected one: the value was written by a
   *     version of the program that this one cannot read
   */
  public static PackedReader open(byte[] bytes, int version, String what) {
    PackedReader reader = new PackedReader(bytes);
    reader.requireVersion(version, what);
    return reader;
  }

  /**
   * Reads the leading format version of a value within a value.
   *
   * @throws IllegalStateException when it is not the expected one
   */
  public void requireVersion(int version, String what) {
    int found = readByte();
    if (found != version) {
      throw new IllegalStateException(
          what + " has format version " + found + "; this program reads version " + version);
    }
  }

  public int readByte() {
    return bytes[position++];
  }

  public int readVarint() {
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

  /** What {@link PackedWriter#writeVarlong} wrote. */
  public long readVarlong() {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[position++];
      value |= (next & 0x7fL) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  public int readInt() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = (value << 8) | (bytes[position++] & 0xff);
    }
    return value;
  }

  public long readLong() {
    long high = readInt();
    return (high << 32) | (readInt() & 0xffff_ffffL);
  }

  public float readFloat() {
    return Float.intBitsToFloat(readInt());
  }

  /** What {@link PackedWriter#writeShortFloat} wrote. */
  public float readShortFloat() {
    int high = bytes[position++] << 8;
    return Float.intBitsToFloat((high | (bytes[position++] & 0xff)) << 16);
  }

  public double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  public long[] readLongs() {
    long[] values = new long[readVarint()];
    for (int i = 0; i < values.length; i++) {
      values[i] = readLong();
    }
    return values;
  }

  public double[] readDoubles() {
    double[] values = new double[readVarint()];
    for (int i = 0; i < values.length; i++) {
      values[i] = readDouble();
    }
    return values;
  }

  public byte[] readBlock() {
    int length = readVarint();
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  public String readString() {
    int length = readVarint();
    position += length;
    return new String(bytes, position - length, length, StandardCharsets.UTF_8);
  }

  /** A string or null, told by a leading byte. */
  public String readNullableString() {
    return readByte() == 0 ? null : readString();
  }

  /** Whether anything is left to read. */
  public boolean hasRemaining() {
    return position < bytes.length;
  }

  public int position() {
    return position;
  }

  /** Steps over a block whose length has been read. */
  public void skip(int length) {
    position += length;
  }
}
