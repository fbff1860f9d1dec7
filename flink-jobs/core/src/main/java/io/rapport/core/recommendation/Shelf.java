package io.rapport.core.recommendation;

import io.rapport.core.intake.Keys;
import java.util.List;

/** What holds for all visitors of a site: what its items are, its rules, and what is trending. */
public interface Shelf {

  /**
   * Whether an item may be recommended.
   *
   * @param key of {@link #key}
   */
  boolean available(long key);

  /** The trending items of a site or of a {@link #scope}, best first. */
  List<TrendingItem> trending(String scope);

  /** The site's blend; null as long as none is learned. */
  BlendModel blend(String site);

  /** The vectors of the items. */
  EmbeddingTable embeddings();

  /** What is known of the catalogue's items. */
  ItemIndex items();

  /** The site's rules; null where it has none. */
  RuleBook rules(String site);

  /**
   * Names a segment of a site's customers; no category begins like that, because control characters
   * are cleaned away.
   */
  static String segmentScope(String site, String segment) {
    return Keys.of(site, '\u001f' + segment);
  }

  /** Names a category of a site; never equal to the name of a site, which holds no '/'. */
  static String scope(String site, String category) {
    return Keys.of(site, category);
  }

  /** The key of an item, 64 bits, for sites to be kept apart. */
  static long key(String site, String itemId) {
    return key(ItemHash.of(site), ItemHash.of(itemId));
  }

  /** The key of an item from the hashes of its site and identifier. */
  static long key(long site, long item) {
    return Long.rotateLeft(site, 17) ^ item;
  }
}
