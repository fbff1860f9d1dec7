package io.rapport.core.intake;

/** The kind of a ticket event. */
public enum TicketEventKind {
  OPENED,
  CUSTOMER_MESSAGE,
  AGENT_MESSAGE,
  LABELLED,
  ANSWER_ACCEPTED,
  ANSWER_REJECTED,
  CLOSED
}
