package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.BlendPublication;
import io.rapport.core.recommendation.ShelfUpdate;

/** What every ranking subtask has to know: a change of the shelf or a blend; the other is null. */
public record ShelfMessage(ShelfUpdate update, BlendPublication blend) {

  static ShelfMessage of(ShelfUpdate update) {
    return new ShelfMessage(update, null);
  }

  static ShelfMessage of(BlendPublication blend) {
    return new ShelfMessage(null, blend);
  }
}
