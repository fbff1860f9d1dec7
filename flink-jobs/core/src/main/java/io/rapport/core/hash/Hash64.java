package io.rapport.core.hash;

import java.nio.charset.StandardCharsets;

/**
 * A 64-bit hash of texts: FNV-1a over the UTF-8, finished with the mixer of SplitMix64. Comparisons
 * use the hash in place of an item, an event or a visitor: among a million texts, two collide with
 * probability 3e-8.
 */
public final class Hash64 {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L; // the increment of SplitMix64

  private Hash64() {}

  /** The hash of a text's UTF-8 bytes. A text in ASCII is hashed without being encoded. */
  public static long of(String text) {
    long h = OFFSET;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return of(utf8, 0, utf8.length);
      }
      h = step(h, c);
    }
    return mix(h);
  }

  /** The hash of a text given as UTF-8. */
  public static long of(byte[] utf8, int offset, int length) {
    long h = OFFSET;
    for (int i = offset; i < offset + length; i++) {
      h = step(h, utf8[i] & 0xff);
    }
    return mix(h);
  }

  /** One step of FNV-1a, for hashes with a common prefix; finish with {@link #mix}. */
  public static long step(long hash, int next) {
    return (hash ^ next) * PRIME;
  }

  /** Spreads every bit over all bits: the mixer of SplitMix64. */
  public static long mix(long hash) {
    long h = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
    return h ^ (h >>> 31);
  }

  /** The n-th number that SplitMix64 draws from a seed; deterministic in both arguments. */
  public static long draw(long seed, long n) {
    return mix(seed + n * GOLDEN_RATIO);
  }

  /** A hash scaled to the range from 0 (inclusive) to 1 (exclusive). */
  public static double unit(long hash) {
    return (hash >>> 11) * 0x1p-53;
  }

  /** A uniform, deterministic number between 0 and 1 for a text, to sample a share of texts. */
  public static double share(String text) {
    return unit(of(text));
  }
}
