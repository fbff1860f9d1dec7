package io.rapport.core.intake;

/** What happened to a ticket. */
public enum TicketEventKind {
  OPENED,
  CUSTOMER_MESSAGE,
  AGENT_MESSAGE,
  LABELLED,
  ANSWER_ACCEPTED,
  ANSWER_REJECTED,
  CLOSED
}
