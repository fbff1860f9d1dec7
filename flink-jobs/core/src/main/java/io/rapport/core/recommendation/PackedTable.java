package io.rapport.core.recommendation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One bucket of {@link ItemIndex}: entries of a fixed width one after the other, sorted by the
 * 64-bit key they begin with. A bucket is never changed but replaced, so that a snapshot may hold
 * it.
 *
 * <pre>
 * key 8 | category 4 | brand 4 | price 2 | popularity 1 | reserved 1
 * </pre>
 */
final class PackedTable {

  static final int WIDTH = 20;
  static final byte[] EMPTY = {};

  private static final int CATEGORY = 8;
  private static final int BRAND = 12;
  private static final int PRICE = 16;
  private static final int POPULARITY = 18;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private PackedTable() {}

  static int size(byte[] table) {
    return table.length / WIDTH;
  }

  static long key(byte[] table, int entry) {
    return (long) LONGS.get(table, entry * WIDTH);
  }

  /** The entry of a key, or where it would be as {@code -1 - entry}. */
  static int find(byte[] table, long key) {
    int low = 0;
    int high = size(table) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = key(table, middle);
      if (there < key) {
        low = middle + 1;
      } else if (there > key) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -1 - low;
  }

  static void read(byte[] table, int entry, Facts into) {
    int at = entry * WIDTH;
    into.category = (int) INTS.get(table, at + CATEGORY);
    into.brand = (int) INTS.get(table, at + BRAND);
    into.price = (short) SHORTS.get(table, at + PRICE) & 0xffff;
    into.popularity = table[at + POPULARITY];
  }

  /** The same with the key's entry set to the facts. */
  static byte[] with(byte[] table, long key, Facts facts) {
    int entry = find(table, key);
    byte[] next = entry >= 0 ? table.clone() : opened(table, -1 - entry);
    int at = (entry >= 0 ? entry : -1 - entry) * WIDTH;
    LONGS.set(next, at, key);
    INTS.set(next, at + CATEGORY, facts.category);
    INTS.set(next, at + BRAND, facts.brand);
    SHORTS.set(next, at + PRICE, (short) facts.price);
    next[at + POPULARITY] = (byte) facts.popularity;
    return next;
  }

  private static byte[] opened(byte[] table, int entry) {
    byte[] next = new byte[table.length + WIDTH];
    System.arraycopy(table, 0, next, 0, entry * WIDTH);
    System.arraycopy(table, entry * WIDTH, next, (entry + 1) * WIDTH, table.length - entry * WIDTH);
    return next;
  }

  /** The same without an entry. */
  static byte[] without(byte[] table, int entry) {
    byte[] next = new byte[table.length - WIDTH];
    System.arraycopy(table, 0, next, 0, entry * WIDTH);
    System.arraycopy(table, (entry + 1) * WIDTH, next, entry * WIDTH, next.length - entry * WIDTH);
    return next;
  }
}
