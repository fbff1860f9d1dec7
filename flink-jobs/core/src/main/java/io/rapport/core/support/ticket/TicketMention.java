package io.rapport.core.support.ticket;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.Pseudonyms;
import io.rapport.core.intake.TicketEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * A person's involvement in a ticket.
 *
 * @param person site-qualified key of a cookie, an account or the pseudonym of an e-mail address
 * @param time event time, milliseconds since the epoch
 */
public record TicketMention(String person, String ticketId, long time) {

  /** The mentions in an event, one for each identifier. */
  public static List<TicketMention> of(TicketEvent event) {
    List<TicketMention> mentions = new ArrayList<>(3);
    add(mentions, event, event.customerId());
    add(mentions, event, event.visitorId());
    if (event.requesterEmail() != null) {
      add(mentions, event, Pseudonyms.ofEmail(event.site(), event.requesterEmail()));
    }
    return mentions;
  }

  private static void add(List<TicketMention> mentions, TicketEvent event, String id) {
    if (id != null) {
      mentions.add(
          new TicketMention(Keys.of(event.site(), id), event.ticketId(), event.eventTime()));
    }
  }
}
