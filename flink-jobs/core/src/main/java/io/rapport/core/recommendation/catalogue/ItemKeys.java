package io.rapport.core.recommendation.catalogue;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.Keys;

/** The keys of items, categories and segments of a site. */
public final class ItemKeys {

  private ItemKeys() {}

  /**
   * Names a segment of a site's customers; no category begins like that, because control characters
   * are cleaned away.
   */
  public static String segmentScope(String site, String segment) {
    return Keys.of(site, '\u001f' + segment);
  }

  /** Names a category of a site; never equal to the name of a site, which holds no '/'. */
  public static String scope(String site, String category) {
    return Keys.of(site, category);
  }

  /** The key of an item, 64 bits, for sites to be kept apart. */
  public static long key(String site, String itemId) {
    return key(Hash64.of(site), Hash64.of(itemId));
  }

  /** The key of an item from the hashes of its site and identifier. */
  public static long key(long site, long item) {
    return Long.rotateLeft(site, 17) ^ item;
  }
}
