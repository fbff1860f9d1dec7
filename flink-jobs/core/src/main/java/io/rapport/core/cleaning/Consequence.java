package io.rapport.core.cleaning;

import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;

/**
 * The consequence of a wrong or missing value, with the rule that found it.
 *
 * @param what of the value, for a person, such as "is missing"
 */
record Consequence(String rule, Field field, Action action, Rejection rejection, String what) {

  /**
   * Applies it to a record.
   *
   * @return whether the record is kept
   */
  boolean apply(FieldValues values, Changes changes) throws RejectedEventException {
    int index = field.index();
    switch (action) {
      case MARK -> {
        changes.add(rule, ChangeKind.MARKED, field);
        values.flaw(index);
      }
      case REMOVE -> {
        changes.add(rule, ChangeKind.REMOVED, field);
        values.remove(index);
      }
      case DROP -> {
        changes.add(rule, ChangeKind.DROPPED, field);
        values.flaw(index);
        return false;
      }
      case DEAD_LETTER -> {
        values.flaw(index);
        throw new RejectedEventException(
            rejection, "%s %s, says rule %s".formatted(field.path(), what, rule));
      }
      case CLIP -> throw new IllegalStateException("a clipped value needs its bound");
    }
    return true;
  }

  /** As {@link #apply(FieldValues, Changes)}, for a number with a bound to clip it to. */
  boolean apply(FieldValues values, Changes changes, double bound) throws RejectedEventException {
    if (action != Action.CLIP) {
      return apply(values, changes);
    }
    double clipped = field.type() == FieldType.WHOLE ? Math.rint(bound) : bound;
    values.replace(field.index(), clipped);
    values.flaw(field.index());
    changes.add(rule, ChangeKind.CLIPPED, field, clipped);
    return true;
  }
}
