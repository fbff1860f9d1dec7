package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.BlendPublication;
import io.rapport.core.recommendation.ItemAttributes;
import io.rapport.core.recommendation.ShelfUpdate;

/** What every ranking subtask has to know: one of these; the others are null. */
public record ShelfMessage(
    ShelfUpdate update, BlendPublication blend, ItemAttributes item, RulesPublication rules) {

  static ShelfMessage of(ShelfUpdate update) {
    return new ShelfMessage(update, null, null, null);
  }

  static ShelfMessage of(BlendPublication blend) {
    return new ShelfMessage(null, blend, null, null);
  }

  static ShelfMessage of(ItemAttributes item) {
    return new ShelfMessage(null, null, item, null);
  }

  static ShelfMessage of(RulesPublication rules) {
    return new ShelfMessage(null, null, null, rules);
  }
}
