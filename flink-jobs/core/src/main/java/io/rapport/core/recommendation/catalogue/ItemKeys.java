package io.rapport.core.recommendation.catalogue;

import io.rapport.core.hash.Hash64;

/** The keys of the items of a site. */
public final class ItemKeys {

  private ItemKeys() {}

  /** The 64-bit key of an item; the same identifier at two sites has two keys. */
  public static long key(String site, String itemId) {
    return key(Hash64.of(site), Hash64.of(itemId));
  }

  /** The key of an item from the hashes of its site and identifier. */
  public static long key(long site, long item) {
    return Long.rotateLeft(site, 17) ^ item;
  }
}
