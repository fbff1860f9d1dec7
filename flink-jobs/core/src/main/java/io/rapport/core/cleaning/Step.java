package io.rapport.core.cleaning;

import io.rapport.core.intake.RejectedEventException;

/** A rule on one field, ready to run. */
@FunctionalInterface
interface Step {

  /**
   * Applies the rule to a record.
   *
   * @param time event time, milliseconds since the epoch
   * @return whether the record is kept; false drops the line of a purchase
   * @throws RejectedEventException when the rule makes the event a dead letter
   */
  boolean apply(FieldValues values, long time, Changes changes) throws RejectedEventException;
}
