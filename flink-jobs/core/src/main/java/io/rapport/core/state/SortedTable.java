package io.rapport.core.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A table of fixed-width entries, sorted by the 64-bit key they begin with. A table is never
 * changed but replaced, so that a snapshot may hold it.
 */
public final class SortedTable {

  public static final byte[] EMPTY = {};

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private SortedTable() {}

  public static long key(byte[] table, int width, int entry) {
    return (long) LONGS.get(table, entry * width);
  }

  /** The entry of a key, or its insertion point as {@code -1 - entry}. */
  public static int find(byte[] table, int width, long key) {
    int low = 0;
    int high = table.length / width - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = key(table, width, middle);
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

  /** A copy with an entry of the key, whose other bytes are as before or zero. */
  public static byte[] with(byte[] table, int width, long key) {
    int entry = find(table, width, key);
    if (entry >= 0) {
      return table.clone();
    }
    int at = (-1 - entry) * width;
    byte[] next = new byte[table.length + width];
    System.arraycopy(table, 0, next, 0, at);
    System.arraycopy(table, at, next, at + width, table.length - at);
    LONGS.set(next, at, key);
    return next;
  }

  /** A copy without an entry. */
  public static byte[] without(byte[] table, int width, int entry) {
    byte[] next = new byte[table.length - width];
    System.arraycopy(table, 0, next, 0, entry * width);
    System.arraycopy(table, (entry + 1) * width, next, entry * width, next.length - entry * width);
    return next;
  }
}
