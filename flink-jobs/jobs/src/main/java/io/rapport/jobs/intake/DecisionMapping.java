package io.rapport.jobs.intake;

import io.rapport.avro.IdentityDecision;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.DecisionEvent;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;

/** Maps and cleans an {@link IdentityDecision} to a {@link DecisionEvent}. */
public final class DecisionMapping {

  private DecisionMapping() {}

  public static DecisionEvent toDomain(
      IdentityDecision decision, long brokerTime, Cleaning cleaning) throws RejectedEventException {
    Cleaner cleaner = cleaning.cleaner();
    String first = cleaner.required("first", decision.getFirst());
    String second = cleaner.required("second", decision.getSecond());
    if (first.equals(second)) {
      throw new RejectedEventException(
          Rejection.INVALID_VALUE, "first and second are the same customer id; name two");
    }
    return new DecisionEvent(
        cleaner.required("eventId", decision.getEventId()),
        cleaner.eventTime(decision.getEventTime().toEpochMilli(), brokerTime),
        cleaner.site(decision.getSite()),
        kind(decision),
        first,
        second,
        cleaner.optional("decidedBy", decision.getDecidedBy()),
        decision.getComment());
  }

  private static DecisionEvent.Kind kind(IdentityDecision decision) throws RejectedEventException {
    return switch (decision.getKind()) {
      case CONFIRM -> DecisionEvent.Kind.CONFIRM;
      case REJECT -> DecisionEvent.Kind.REJECT;
      case UNDO -> DecisionEvent.Kind.UNDO;
      case UNKNOWN ->
          throw new RejectedEventException(
              Rejection.UNKNOWN_KIND, "the kind is one this version does not know");
    };
  }
}
