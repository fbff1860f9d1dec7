package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.Outcome;

/**
 * The outcome of a click.
 *
 * @param visit of the click; null for a late or repeated event and for one that touches no item
 */
public record ClickOutcome(Outcome outcome, Visit visit) {

  static ClickOutcome without(Outcome outcome) {
    return new ClickOutcome(outcome, null);
  }
}
