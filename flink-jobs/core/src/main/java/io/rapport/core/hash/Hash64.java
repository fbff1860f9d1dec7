package io.rapport.core.hash;

import java.nio.charset.StandardCharsets;

/**
 * 64-bit hash of an item's identifier, standing for it in comparisons: among a million items two
 * collide with probability 3e-8.
 */
public final class Hash64 {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Hash64() {}

  /** The hash of an identifier's UTF-8, which of most is made of their characters as they are. */
  public static long of(String itemId) {
    long h = OFFSET;
    for (int i = 0; i < itemId.length(); i++) {
      char c = itemId.charAt(i);
      if (c >= 0x80) {
        byte[] utf8 = itemId.getBytes(StandardCharsets.UTF_8);
        return of(utf8, 0, utf8.length);
      }
      h = (h ^ c) * PRIME;
    }
    return finish(h);
  }

  /** Where a text falls between 0 and 1, evenly and always the same: to take a share of texts. */
  public static double share(String text) {
    return (of(text) >>> 11) * 0x1p-53;
  }

  /** FNV-1a, finished with the mixer of SplitMix64. */
  public static long of(byte[] utf8, int offset, int length) {
    long h = OFFSET;
    for (int i = offset; i < offset + length; i++) {
      h = (h ^ (utf8[i] & 0xff)) * PRIME;
    }
    return finish(h);
  }

  private static long finish(long fnv) {
    long h = fnv;
    h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
    h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
    return h ^ (h >>> 31);
  }
}
