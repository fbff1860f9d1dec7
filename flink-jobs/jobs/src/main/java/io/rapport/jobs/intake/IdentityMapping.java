package io.rapport.jobs.intake;

import io.rapport.avro.IdentityLink;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.Field;
import io.rapport.core.cleaning.FieldValues;
import io.rapport.core.cleaning.Source;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.IdRule;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import java.util.Objects;
import java.util.stream.Stream;

/** Maps and cleans a {@link IdentityLink} to a {@link IdentityEvent}. */
public final class IdentityMapping {

  private static final Source SOURCE = Source.IDENTITY;
  private static final Field EVENT_ID = SOURCE.field("eventId");
  private static final Field EVENT_TIME = SOURCE.field("eventTime");
  private static final Field VISITOR_ID = SOURCE.field("visitorId");
  private static final Field CUSTOMER_ID = SOURCE.field("customerId");
  private static final Field EMAIL = SOURCE.field("email");
  private static final Field PHONE = SOURCE.field("phone");

  private IdentityMapping() {}

  public static IdentityEvent toDomain(IdentityLink link, long brokerTime, Cleaning cleaning)
      throws RejectedEventException {
    Cleaner cleaner = cleaning.cleaner();
    String eventId = cleaner.required("eventId", link.getEventId());
    long eventTime = cleaner.eventTime(link.getEventTime().toEpochMilli(), brokerTime);
    String site = cleaner.site(link.getSite());
    String visitorId = cleaner.optional("visitorId", link.getVisitorId());
    String customerId = cleaner.optional("customerId", link.getCustomerId());
    FieldValues values =
        cleaning
            .begin(SOURCE)
            .set(SOURCE.site(), site)
            .set(EVENT_ID, eventId)
            .set(EVENT_TIME, eventTime)
            .set(VISITOR_ID, visitorId)
            .set(CUSTOMER_ID, customerId)
            .set(EMAIL, link.getEmail())
            .set(PHONE, link.getPhone());
    cleaning.identifier(VISITOR_ID, link.getVisitorId(), visitorId);
    cleaning.identifier(CUSTOMER_ID, link.getCustomerId(), customerId);
    cleaning.clean(values, eventTime);
    IdentityEvent event =
        new IdentityEvent(
            eventId,
            eventTime,
            site,
            visitorId,
            customerId,
            values.text(EMAIL),
            values.text(PHONE),
            IdRule.LOGOUT.equals(link.getOrigin()),
            cleaning.changes());
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
