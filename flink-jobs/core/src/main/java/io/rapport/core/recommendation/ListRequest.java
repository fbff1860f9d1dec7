package io.rapport.core.recommendation;

/**
 * What a list is made for.
 *
 * @param diversity in place of the rules' own; NaN for none
 */
record ListRequest(
    Visit visit, Shortlist shortlist, Shelf shelf, CompiledRules rules, double diversity) {

  double lambda() {
    return Double.isNaN(diversity) ? rules.diversity : diversity;
  }

  boolean muted() {
    return rules.muteUpselling && visit.standing() == Standing.COMPLAINING;
  }

  /** Whether more than the best by score decides the list. */
  boolean chooses() {
    return lambda() < 1 || rules.caps();
  }
}
