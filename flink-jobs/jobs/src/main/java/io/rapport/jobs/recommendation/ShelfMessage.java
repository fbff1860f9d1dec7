package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.BlendPublication;
import io.rapport.core.recommendation.EmbeddingPublication;
import io.rapport.core.recommendation.ItemAttributes;
import io.rapport.core.recommendation.ShelfUpdate;

/** What every ranking subtask has to know: one of these; the others are null. */
public record ShelfMessage(
    ShelfUpdate update,
    BlendPublication blend,
    ItemAttributes item,
    RulesPublication rules,
    EmbeddingPublication embeddings) {

  static ShelfMessage of(ShelfUpdate update) {
    return new ShelfMessage(update, null, null, null, null);
  }

  static ShelfMessage of(BlendPublication blend) {
    return new ShelfMessage(null, blend, null, null, null);
  }

  static ShelfMessage of(ItemAttributes item) {
    return new ShelfMessage(null, null, item, null, null);
  }

  static ShelfMessage of(RulesPublication rules) {
    return new ShelfMessage(null, null, null, rules, null);
  }

  static ShelfMessage of(EmbeddingPublication embeddings) {
    return new ShelfMessage(null, null, null, null, embeddings);
  }
}
