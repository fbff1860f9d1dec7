package io.rapport.core.recommendation;

import io.rapport.core.intake.Outcome;

/**
 * What became of a click.
 *
 * @param visit what it says of an item, or null for a late or repeated event and for one that
 *     touches no item
 */
public record Step(Outcome outcome, Visit visit) {

  static Step without(Outcome outcome) {
    return new Step(outcome, null);
  }
}
