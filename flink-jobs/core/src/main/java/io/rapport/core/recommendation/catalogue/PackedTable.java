package io.rapport.core.recommendation.catalogue;

import io.rapport.core.state.SortedTable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One bucket of {@link ItemIndex}, a {@link SortedTable}.
 *
 * <pre>
 * key 8 | category 4 | brand 4 | price 2 | popularity 1 | reserved 1
 * </pre>
 */
final class PackedTable {

  static final int WIDTH = 20;

  private static final int CATEGORY = 8;
  private static final int BRAND = 12;
  private static final int PRICE = 16;
  private static final int POPULARITY = 18;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private PackedTable() {}

  static int size(byte[] table) {
    return table.length / WIDTH;
  }

  static long key(byte[] table, int entry) {
    return SortedTable.key(table, WIDTH, entry);
  }

  /** The entry of a key; negative if it has none. */
  static int find(byte[] table, long key) {
    return SortedTable.find(table, WIDTH, key);
  }

  static void read(byte[] table, int entry, ItemFacts into) {
    int at = entry * WIDTH;
    into.category = (int) INTS.get(table, at + CATEGORY);
    into.brand = (int) INTS.get(table, at + BRAND);
    into.price = (short) SHORTS.get(table, at + PRICE) & 0xffff;
    into.popularity = table[at + POPULARITY];
  }

  /** A copy with the key's entry set to the facts. */
  static byte[] with(byte[] table, long key, ItemFacts facts) {
    byte[] next = SortedTable.with(table, WIDTH, key);
    int at = SortedTable.find(next, WIDTH, key) * WIDTH;
    INTS.set(next, at + CATEGORY, facts.category);
    INTS.set(next, at + BRAND, facts.brand);
    SHORTS.set(next, at + PRICE, (short) facts.price);
    next[at + POPULARITY] = (byte) facts.popularity;
    return next;
  }

  /** A copy without an entry. */
  static byte[] without(byte[] table, int entry) {
    return SortedTable.without(table, WIDTH, entry);
  }
}
