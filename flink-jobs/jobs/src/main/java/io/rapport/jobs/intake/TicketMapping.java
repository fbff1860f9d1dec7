package io.rapport.jobs.intake;

import io.rapport.avro.SupportEvent;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.Field;
import io.rapport.core.cleaning.FieldValues;
import io.rapport.core.cleaning.Source;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.TicketEventKind;

/** Maps and cleans a {@link SupportEvent} to a {@link TicketEvent}. */
public final class TicketMapping {

  private static final Source SOURCE = Source.TICKET;
  private static final Field EVENT_ID = SOURCE.field("eventId");
  private static final Field EVENT_TIME = SOURCE.field("eventTime");
  private static final Field TICKET_ID = SOURCE.field("ticketId");
  private static final Field CUSTOMER_ID = SOURCE.field("customerId");
  private static final Field VISITOR_ID = SOURCE.field("visitorId");
  private static final Field REQUESTER_EMAIL = SOURCE.field("requesterEmail");
  private static final Field CHANNEL = SOURCE.field("channel");
  private static final Field LANGUAGE = SOURCE.field("language");
  private static final Field SUBJECT = SOURCE.field("subject");
  private static final Field BODY = SOURCE.field("body");
  private static final Field INTENT = SOURCE.field("intent");
  private static final Field QUEUE = SOURCE.field("queue");
  private static final Field PRIORITY = SOURCE.field("priority");

  private TicketMapping() {}

  public static TicketEvent toDomain(SupportEvent event, long brokerTime, Cleaning cleaning)
      throws RejectedEventException {
    Cleaner cleaner = cleaning.cleaner();
    TicketEventKind kind = kind(event);
    String eventId = cleaner.required("eventId", event.getEventId());
    long eventTime = cleaner.eventTime(event.getEventTime().toEpochMilli(), brokerTime);
    String site = cleaner.site(event.getSite());
    String ticketId = cleaner.required("ticketId", event.getTicketId());
    String customerId = cleaner.optional("customerId", event.getCustomerId());
    String visitorId = cleaner.optional("visitorId", event.getVisitorId());
    String answerId = cleaner.optional("answerId", event.getAnswerId());
    FieldValues values =
        cleaning
            .begin(SOURCE)
            .set(SOURCE.site(), site)
            .set(EVENT_ID, eventId)
            .set(EVENT_TIME, eventTime)
            .set(TICKET_ID, ticketId)
            .set(CUSTOMER_ID, customerId)
            .set(VISITOR_ID, visitorId)
            .set(REQUESTER_EMAIL, event.getRequesterEmail())
            .set(CHANNEL, cleaner.optional("channel", event.getChannel()))
            .set(LANGUAGE, event.getLanguage())
            .set(SUBJECT, event.getSubject())
            .set(BODY, event.getBody())
            .set(INTENT, cleaner.optional("intent", event.getIntent()))
            .set(QUEUE, cleaner.optional("queue", event.getQueue()))
            .set(PRIORITY, event.getPriority());
    cleaning.identifier(VISITOR_ID, event.getVisitorId(), visitorId);
    cleaning.identifier(CUSTOMER_ID, event.getCustomerId(), customerId);
    cleaning.clean(values, eventTime);
    check(kind, values, answerId);
    return new TicketEvent(
        eventId,
        eventTime,
        brokerTime,
        site,
        ticketId,
        kind,
        customerId,
        visitorId,
        values.text(REQUESTER_EMAIL),
        values.text(CHANNEL),
        values.text(LANGUAGE),
        values.text(SUBJECT),
        values.text(BODY),
        values.text(INTENT),
        values.text(QUEUE),
        values.text(PRIORITY),
        answerId,
        cleaner.optional("agentId", event.getAgentId()),
        cleaning.changes());
  }

  private static void check(TicketEventKind kind, FieldValues values, String answerId)
      throws RejectedEventException {
    switch (kind) {
      case OPENED, CUSTOMER_MESSAGE, AGENT_MESSAGE ->
          require(
              values.text(SUBJECT) != null || values.text(BODY) != null, kind, "subject or body");
      case LABELLED ->
          require(
              values.text(INTENT) != null
                  || values.text(QUEUE) != null
                  || values.text(PRIORITY) != null,
              kind,
              "intent, queue or a known priority");
      case ANSWER_ACCEPTED, ANSWER_REJECTED -> require(answerId != null, kind, "answerId");
      case CLOSED -> {}
    }
  }

  private static TicketEventKind kind(SupportEvent event) throws RejectedEventException {
    return switch (event.getKind()) {
      case OPENED -> TicketEventKind.OPENED;
      case CUSTOMER_MESSAGE -> TicketEventKind.CUSTOMER_MESSAGE;
      case AGENT_MESSAGE -> TicketEventKind.AGENT_MESSAGE;
      case LABELLED -> TicketEventKind.LABELLED;
      case ANSWER_ACCEPTED -> TicketEventKind.ANSWER_ACCEPTED;
      case ANSWER_REJECTED -> TicketEventKind.ANSWER_REJECTED;
      case CLOSED -> TicketEventKind.CLOSED;
      case UNKNOWN ->
          throw new RejectedEventException(
              Rejection.UNKNOWN_KIND, "the kind is one this version does not know");
    };
  }

  private static void require(boolean present, TicketEventKind kind, String fields)
      throws RejectedEventException {
    if (!present) {
      throw new RejectedEventException(
          Rejection.MISSING_FIELD, fields + " is required for " + kind.name());
    }
  }
}
