package io.rapport.jobs.support;

import io.rapport.core.intake.TicketEvent;
import io.rapport.core.support.training.TicketErased;

/** An input of a ticket: an event, or an erasure; the other is null. */
public record TicketInput(TicketEvent event, TicketErased erased) {

  static TicketInput of(TicketEvent event) {
    return new TicketInput(event, null);
  }

  static TicketInput of(TicketErased erased) {
    return new TicketInput(null, erased);
  }

  /** The site-qualified key of the ticket. */
  String ticketKey() {
    return event != null ? event.ticketKey() : erased.ticketKey();
  }
}
