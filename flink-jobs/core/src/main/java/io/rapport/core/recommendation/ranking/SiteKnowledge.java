package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.blend.BlendModel;
import io.rapport.core.recommendation.catalogue.ItemIndex;
import io.rapport.core.recommendation.catalogue.ItemKeys;
import io.rapport.core.recommendation.catalogue.TrendingItem;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.embedding.EmbeddingTable;
import io.rapport.core.recommendation.rules.RuleBook;
import java.util.List;

/** The knowledge of a site that all its visitors share: its items, rules, blend and trends. */
public interface SiteKnowledge {

  /**
   * Whether an item may be recommended.
   *
   * @param key of {@link ItemKeys#key}
   */
  boolean available(long key);

  /** The items that trend within a scope, best first. */
  List<TrendingItem> trending(TrendingScope scope);

  /** The site's blend; null as long as none is learned. */
  BlendModel blend(String site);

  /** The vectors of the items. */
  EmbeddingTable embeddings();

  /** What is known of the catalogue's items. */
  ItemIndex items();

  /** The site's rules; null where it has none. */
  RuleBook rules(String site);
}
