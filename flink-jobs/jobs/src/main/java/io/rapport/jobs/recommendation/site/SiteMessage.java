package io.rapport.jobs.recommendation.site;

import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.catalogue.ItemAttributes;
import io.rapport.core.recommendation.catalogue.TrendingUpdate;
import io.rapport.core.recommendation.embedding.EmbeddingPublication;

/** What every ranking subtask has to know: one of these; the others are null. */
public record SiteMessage(
    TrendingUpdate update,
    BlendPublication blend,
    ItemAttributes item,
    RulesPublication rules,
    EmbeddingPublication embeddings) {

  public static SiteMessage of(TrendingUpdate update) {
    return new SiteMessage(update, null, null, null, null);
  }

  public static SiteMessage of(BlendPublication blend) {
    return new SiteMessage(null, blend, null, null, null);
  }

  public static SiteMessage of(ItemAttributes item) {
    return new SiteMessage(null, null, item, null, null);
  }

  public static SiteMessage of(RulesPublication rules) {
    return new SiteMessage(null, null, null, rules, null);
  }

  public static SiteMessage of(EmbeddingPublication embeddings) {
    return new SiteMessage(null, null, null, null, embeddings);
  }
}
