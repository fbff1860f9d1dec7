package io.rapport.jobs.intake;

import io.rapport.avro.SupportEvent;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import io.rapport.core.intake.Repairs;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.TicketEventKind;

/** Maps and cleans a {@link SupportEvent} to a {@link TicketEvent}. */
public final class TicketMapping {

  private TicketMapping() {}

  public static TicketEvent toDomain(SupportEvent event, long brokerTime, Cleaner cleaner)
      throws RejectedEventException {
    Repairs repairs = new Repairs();
    TicketEventKind kind = kind(event);
    String subject = cleaner.text(event.getSubject(), repairs);
    String body = cleaner.text(event.getBody(), repairs);
    String intent = cleaner.optional("intent", event.getIntent());
    String queue = cleaner.optional("queue", event.getQueue());
    String priority = cleaner.priority(event.getPriority(), repairs);
    String answerId = cleaner.optional("answerId", event.getAnswerId());
    switch (kind) {
      case OPENED, CUSTOMER_MESSAGE, AGENT_MESSAGE ->
          require(subject != null || body != null, kind, "subject or body");
      case LABELLED ->
          require(
              intent != null || queue != null || priority != null,
              kind,
              "intent, queue or a known priority");
      case ANSWER_ACCEPTED, ANSWER_REJECTED -> require(answerId != null, kind, "answerId");
      case CLOSED -> {}
    }
    return new TicketEvent(
        cleaner.required("eventId", event.getEventId()),
        cleaner.eventTime(event.getEventTime().toEpochMilli(), brokerTime),
        brokerTime,
        cleaner.site(event.getSite()),
        cleaner.required("ticketId", event.getTicketId()),
        kind,
        cleaner.person("customerId", event.getCustomerId(), repairs),
        cleaner.person("visitorId", event.getVisitorId(), repairs),
        cleaner.standard().email(event.getRequesterEmail(), repairs),
        cleaner.optional("channel", event.getChannel()),
        cleaner.standard().language(event.getLanguage(), repairs),
        subject,
        body,
        intent,
        queue,
        priority,
        answerId,
        cleaner.optional("agentId", event.getAgentId()),
        repairs.codes());
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
