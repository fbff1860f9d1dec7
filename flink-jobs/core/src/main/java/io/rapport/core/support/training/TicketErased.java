package io.rapport.core.support.training;

import io.rapport.core.intake.Keys;

/**
 * The erasure of a ticket, because a person who wrote in it is erased.
 *
 * @param requestId of the request, for the receipt
 * @param time event time of the request, milliseconds since the epoch
 */
public record TicketErased(String requestId, String site, String ticketId, long time) {

  /** Site-qualified key of the ticket. */
  public String ticketKey() {
    return Keys.of(site, ticketId);
  }
}
