package io.rapport.core.intake;

/**
 * A cleaned decision of somebody whether two customer ids are one person.
 *
 * @param decidedBy null if nobody signed
 * @param comment null for none
 */
public record DecisionEvent(
    String eventId,
    long eventTime,
    String site,
    Kind kind,
    String first,
    String second,
    String decidedBy,
    String comment) {

  /** The outcome of a decision. */
  public enum Kind {
    CONFIRM,
    REJECT,
    UNDO
  }
}
