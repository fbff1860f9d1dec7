package io.rapport.core.hash;

/** A 64-bit hash of a text: FNV-1a, finished with the mixer of SplitMix64. */
public final class TextHash {

  private TextHash() {}

  public static long of(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = step(hash, text.charAt(i));
    }
    return mix(hash);
  }

  /** One step of FNV-1a. */
  public static long step(long hash, char next) {
    return (hash ^ next) * 0x100000001b3L;
  }

  /** Spreads every bit over all bits. */
  public static long mix(long hash) {
    long h = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
    return h ^ (h >>> 31);
  }
}
