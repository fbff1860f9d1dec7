package io.rapport.core.state;

import java.nio.charset.StandardCharsets;

/**
 * A pool of identifiers as blocks of UTF-8 (length as a varint, then the bytes) in one array, so
 * that a list of hundreds costs one object. The start of a block is its name.
 */
public final class IdPool {

  private byte[] bytes;
  private int used;

  public IdPool() {
    this(new byte[0]);
  }

  /** A pool that refers to {@code bytes}; they are copied before the first identifier is added. */
  public IdPool(byte[] bytes) {
    this.bytes = bytes;
    this.used = bytes.length;
  }

  public byte[] bytes() {
    return bytes;
  }

  /** The start of the identifier itself within a block. */
  public int offset(int block) {
    int at = block;
    while (bytes[at] < 0) {
      at++;
    }
    return at + 1;
  }

  public int length(int block) {
    int length = 0;
    int shift = 0;
    int at = block;
    byte next;
    do {
      next = bytes[at++];
      length |= (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return length;
  }

  public String id(int block) {
    return new String(bytes, offset(block), length(block), StandardCharsets.UTF_8);
  }

  /**
   * Adds an identifier.
   *
   * @param live blocks in use, at 0 to {@code count - 1}; updated when the pool compacts unused
   *     blocks away
   */
  public int append(byte[] utf8, int[] live, int count) {
    if (used + 5 + utf8.length > bytes.length) {
      makeRoom(5 + utf8.length, live, count);
    }
    int block = used;
    int rest = utf8.length;
    while ((rest & ~0x7f) != 0) {
      bytes[used++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[used++] = (byte) rest;
    System.arraycopy(utf8, 0, bytes, used, utf8.length);
    used += utf8.length;
    return block;
  }

  private void makeRoom(int more, int[] live, int count) {
    int needed = more;
    for (int i = 0; i < count; i++) {
      needed += end(live[i]) - live[i];
    }
    byte[] roomier = new byte[needed + needed / 2 + 32];
    int to = 0;
    for (int i = 0; i < count; i++) {
      int length = end(live[i]) - live[i];
      System.arraycopy(bytes, live[i], roomier, to, length);
      live[i] = to;
      to += length;
    }
    bytes = roomier;
    used = to;
  }

  private int end(int block) {
    return offset(block) + length(block);
  }
}
