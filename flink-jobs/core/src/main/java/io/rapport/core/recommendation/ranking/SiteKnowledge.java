package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.blend.BlendModel;
import io.rapport.core.recommendation.catalogue.ItemIndex;
import io.rapport.core.recommendation.catalogue.ItemKeys;
import io.rapport.core.recommendation.catalogue.TrendingItem;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.embedding.EmbeddingTable;
import io.rapport.core.recommendation.rules.RuleBook;
import java.util.List;

/**
 * The knowledge of a site that all its visitors share: availability, trends, blend, embeddings,
 * items and rules.
 */
public interface SiteKnowledge {

  /**
   * Whether an item may be recommended.
   *
   * @param key of {@link ItemKeys#key}
   */
  boolean available(long key);

  /** The trending items of a scope, best first. */
  List<TrendingItem> trending(TrendingScope scope);

  /** The site's blend; null until one is learned. */
  BlendModel blend(String site);

  /** The embeddings of the items. */
  EmbeddingTable embeddings();

  /** The index of the catalogue's items. */
  ItemIndex items();

  /** The site's rules; null if it has none. */
  RuleBook rules(String site);
}
