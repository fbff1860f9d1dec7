package io.rapport.core.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes a value's fields one after the other: fixed-width big-endian numbers, varints, UTF-8. */
public final class PackedWriter {

  private byte[] bytes;
  private int size;

  /** Receives bytes, as output streams do. */
  @FunctionalInterface
  public interface Sink {
    void write(byte[] source, int offset, int length) throws IOException;
  }

  public PackedWriter(int expected) {
    this.bytes = new byte[Math.max(16, expected)];
  }

  /** A writer that starts with a format version. */
  public static PackedWriter versioned(int formatVersion) {
    PackedWriter writer = new PackedWriter(256);
    writer.writeByte(formatVersion);
    return writer;
  }

  public void writeByte(int value) {
    require(1);
    bytes[size++] = (byte) value;
  }

  /** Writes seven bits a byte, least significant first; for small numbers that are not negative. */
  public void writeVarint(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("a varint cannot be negative: " + value);
    }
    require(5);
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** As {@link #writeVarint}, for numbers of up to 63 bits. */
  public void writeVarlong(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("a varint cannot be negative: " + value);
    }
    require(9);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  public void writeInt(int value) {
    require(4);
    PackedReader.INT.set(bytes, size, value);
    size += 4;
  }

  public void writeLong(long value) {
    require(8);
    PackedReader.LONG.set(bytes, size, value);
    size += 8;
  }

  public void writeFloat(float value) {
    writeInt(Float.floatToRawIntBits(value));
  }

  /**
   * Writes the upper half of a float, rounded (bfloat16): the whole range with 8 bits of precision,
   * enough for weights.
   */
  public void writeShortFloat(float value) {
    int bits = (Float.floatToIntBits(value) + 0x8000) >>> 16;
    require(2);
    bytes[size++] = (byte) (bits >>> 8);
    bytes[size++] = (byte) bits;
  }

  public void writeDouble(double value) {
    writeLong(Double.doubleToRawLongBits(value));
  }

  public void writeLongs(long[] values) {
    writeVarint(values.length);
    for (long value : values) {
      writeLong(value);
    }
  }

  public void writeDoubles(double[] values) {
    writeVarint(values.length);
    for (double value : values) {
      writeDouble(value);
    }
  }

  /** Writes the length as a varint, then the bytes. */
  public void writeBlock(byte[] source, int offset, int length) {
    writeVarint(length);
    require(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** As {@link #writeBlock(byte[])}, for a value that is packed in place. */
  public <T> void writeBlock(PackedFormat<T> format, T value) {
    int start = size;
    format.pack(value, this);
    int length = size - start;
    writeVarint(length); // Only reserves the room: the width of the length is not known before.
    int prefix = size - start - length;
    System.arraycopy(bytes, start, bytes, start + prefix, length);
    size = start;
    writeVarint(length);
    size += length;
  }

  /** Writes bytes that were packed before, without a length. */
  public void writeRaw(byte[] source) {
    require(source.length);
    System.arraycopy(source, 0, bytes, size, source.length);
    size += source.length;
  }

  public void writeBlock(byte[] source) {
    writeBlock(source, 0, source.length);
  }

  public void writeString(String value) {
    writeBlock(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a string or null, told apart by a leading byte. */
  public void writeNullableString(String value) {
    writeByte(value == null ? 0 : 1);
    if (value != null) {
      writeString(value);
    }
  }

  /** Writes true, false or null in a byte. */
  public void writeNullableBoolean(Boolean value) {
    writeByte(value == null ? 2 : value ? 1 : 0);
  }

  /** Writes a block or null, told apart by a leading byte. */
  public void writeNullableBlock(byte[] source) {
    writeByte(source == null ? 0 : 1);
    if (source != null) {
      writeBlock(source);
    }
  }

  /** Writes the number of strings, then each. */
  public void writeStrings(List<String> values) {
    writeVarint(values.size());
    values.forEach(this::writeString);
  }

  /** The number of bytes written. */
  public int size() {
    return size;
  }

  /** Writes the bytes to a sink. */
  public void writeTo(Sink sink) throws IOException {
    sink.write(bytes, 0, size);
  }

  /** A copy of the bytes written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Discards the bytes written; the capacity is kept. */
  public void clear() {
    size = 0;
  }

  private void require(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
