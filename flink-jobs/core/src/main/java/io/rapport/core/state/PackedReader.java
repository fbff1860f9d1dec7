package io.rapport.core.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the output of {@link PackedWriter}. */
public final class PackedReader {

  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int position;

  public PackedReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the leading format version.
   *
   * @throws IllegalStateException when it is not the expected one
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
          what
              + " has format version "
              + found
              + "; this program reads version "
              + version
              + ". Run the version of Rapport that wrote it, or start without what it wrote.");
    }
  }

  /** The bytes being read; must not change. */
  public byte[] bytes() {
    return bytes;
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

  /** Reads the output of {@link PackedWriter#writeVarlong}. */
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
    position += 4;
    return (int) INT.get(bytes, position - 4);
  }

  public long readLong() {
    position += 8;
    return (long) LONG.get(bytes, position - 8);
  }

  public float readFloat() {
    return Float.intBitsToFloat(readInt());
  }

  /** Reads the output of {@link PackedWriter#writeShortFloat}. */
  public float readShortFloat() {
    position += 2;
    return shortFloatAt(position - 2);
  }

  /** Reads the output of {@link PackedWriter#writeFloat} at a position. */
  public static float floatAt(byte[] bytes, int place) {
    return Float.intBitsToFloat((int) INT.get(bytes, place));
  }

  /**
   * Reads the output of {@link PackedWriter#writeShortFloat} at a position, regardless of the
   * reader's own.
   */
  public float shortFloatAt(int place) {
    return Float.intBitsToFloat((bytes[place] << 8 | (bytes[place + 1] & 0xff)) << 16);
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

  /** Reads a string or null, told apart by a leading byte. */
  public String readNullableString() {
    return readByte() == 0 ? null : readString();
  }

  /** Whether anything is left to read. */
  public Boolean readNullableBoolean() {
    int value = readByte();
    return value == 2 ? null : Boolean.valueOf(value == 1);
  }

  public byte[] readNullableBlock() {
    return readByte() == 0 ? null : readBlock();
  }

  public List<String> readStrings() {
    int size = readVarint();
    List<String> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(readString());
    }
    return values;
  }

  public boolean hasRemaining() {
    return position < bytes.length;
  }

  public int position() {
    return position;
  }

  /** Skips a block whose length has been read. */
  public void skip(int length) {
    position += length;
  }
}
