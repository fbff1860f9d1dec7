package io.rapport.jobs.intake;

import io.rapport.avro.IdentityLink;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.IdRule;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import io.rapport.core.intake.Repairs;
import java.util.Objects;
import java.util.stream.Stream;

/** Maps and cleans a {@link IdentityLink} to a {@link IdentityEvent}. */
public final class IdentityMapping {

  private IdentityMapping() {}

  public static IdentityEvent toDomain(IdentityLink link, long brokerTime, Cleaner cleaner)
      throws RejectedEventException {
    Repairs repairs = new Repairs();
    IdentityEvent event =
        new IdentityEvent(
            cleaner.required("eventId", link.getEventId()),
            cleaner.eventTime(link.getEventTime().toEpochMilli(), brokerTime),
            cleaner.site(link.getSite()),
            cleaner.person("visitorId", link.getVisitorId(), repairs),
            cleaner.person("customerId", link.getCustomerId(), repairs),
            cleaner.standard().email(link.getEmail(), repairs),
            cleaner.standard().phone(link.getPhone(), repairs),
            IdRule.LOGOUT.equals(link.getOrigin()),
            repairs.codes());
    if (event.logout()) {
      cleaner.identified("visitorId", event.visitorId());
      return event;
    }
    long known =
        Stream.of(event.visitorId(), event.customerId(), event.email(), event.phone())
            .filter(Objects::nonNull)
            .count();
    if (known < 2) {
      throw new RejectedEventException(
          Rejection.MISSING_IDENTITY,
          "two of visitorId, customerId, email and phone are required to link");
    }
    return event;
  }
}
