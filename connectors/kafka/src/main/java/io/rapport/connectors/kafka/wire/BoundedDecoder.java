package io.rapport.connectors.kafka.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Decodes Avro's binary encoding from an array of untrusted bytes. Avro's own decoder allocates the
 * length it reads before it checks that so many bytes are there, so five bytes can claim two
 * gigabytes; this one checks first. It also tells how many bytes are left over.
 */
public final class BoundedDecoder extends Decoder {

  private static final int MAX_VARINT_BYTES = 10;

  private byte[] bytes = new byte[0];
  private int position;
  private int end;

  /** Starts again with a part of an array. */
  public BoundedDecoder reset(byte[] content, int offset, int length) {
    bytes = content;
    position = offset;
    end = offset + length;
    return this;
  }

  /** Bytes not yet read. */
  int remaining() {
    return end - position;
  }

  private int take(long length) throws IOException {
    if (length < 0) {
      throw new AvroRuntimeException("a negative length");
    }
    if (length > remaining()) {
      throw new EOFException();
    }
    int start = position;
    position += (int) length;
    return start;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    return bytes[take(1)] == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new AvroRuntimeException("an int beyond 32 bits");
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long zigzag = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      byte b = bytes[take(1)];
      zigzag |= (b & 0x7FL) << (7 * i);
      if (b >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new AvroRuntimeException("a number of more than 10 bytes");
  }

  @Override
  public float readFloat() throws IOException {
    return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
  }

  @Override
  public double readDouble() throws IOException {
    return Double.longBitsToDouble(littleEndian(Double.BYTES));
  }

  private long littleEndian(int length) throws IOException {
    int start = take(length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (bytes[start + i] & 0xFFL) << (8 * i);
    }
    return value;
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    int length = length();
    Utf8 text = old == null ? new Utf8() : old;
    text.setByteLength(length);
    System.arraycopy(bytes, take(length), text.getBytes(), 0, length);
    return text;
  }

  @Override
  public String readString() throws IOException {
    int length = length();
    return new String(bytes, take(length), length, StandardCharsets.UTF_8);
  }

  private int length() throws IOException {
    long length = readLong();
    if (length < 0) {
      throw new AvroRuntimeException("a negative length");
    }
    if (length > remaining()) {
      throw new EOFException();
    }
    return (int) length;
  }

  @Override
  public void skipString() throws IOException {
    take(readLong());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    int length = length();
    int start = take(length);
    // A copy, because the caller keeps it and the array may be used again.
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes, start, start + length));
  }

  @Override
  public void skipBytes() throws IOException {
    take(readLong());
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    System.arraycopy(bytes, take(length), target, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    take(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  /**
   * The number of items in the next block. Each takes a byte at least, unless it is a null or an
   * empty record, of which no block has more than there are bytes either.
   */
  private long blockItems() throws IOException {
    long items = readLong();
    if (items < 0) {
      readLong(); // the block's size in bytes, which only helps to skip it
      items = -items;
    }
    if (items < 0 || items > remaining()) {
      throw new EOFException();
    }
    return items;
  }

  @Override
  public long readArrayStart() throws IOException {
    return blockItems();
  }

  @Override
  public long arrayNext() throws IOException {
    return blockItems();
  }

  @Override
  public long readMapStart() throws IOException {
    return blockItems();
  }

  @Override
  public long mapNext() throws IOException {
    return blockItems();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  /** Skips blocks that say their size; returns the items of the first that does not, or 0. */
  private long skipBlocks() throws IOException {
    long items = readLong();
    while (items < 0) {
      take(readLong());
      items = readLong();
    }
    if (items > remaining()) {
      throw new EOFException();
    }
    return items;
  }
}
