package io.rapport.connectors.gateway.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.CatalogueItem;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.memory.Catalogue;
import io.rapport.connectors.gateway.memory.SiteKey;
import io.rapport.connectors.gateway.memory.Ticket;
import io.rapport.connectors.gateway.memory.Tickets;
import io.rapport.connectors.gateway.memory.TimelineEvent;
import java.util.Locale;

/** The JSON of timelines, with the titles of items and the redacted subjects of tickets. */
public final class TimelineJson {

  private final Catalogue catalogue;
  private final Tickets tickets;

  public TimelineJson(Catalogue catalogue, Tickets tickets) {
    this.catalogue = catalogue;
    this.tickets = tickets;
  }

  /** One event of a timeline. */
  public ObjectNode event(String site, TimelineEvent event) {
    return Json.object()
        .put("time", Json.time(event.time()))
        .put("stream", event.stream())
        .put("type", event.type())
        .put("text", text(site, event))
        .put("itemId", event.itemId())
        .put("ticketId", event.ticketId())
        .put("amount", Json.money(event.amount()))
        .put("currency", event.currency());
  }

  /** A few words about the event. Of the text people wrote only the redacted subject is shown. */
  private String text(String site, TimelineEvent event) {
    String what = event.type().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (event.itemId() != null) {
      CatalogueItem item = catalogue.get(site, event.itemId());
      return what
          + ": "
          + (item == null || item.getTitle() == null ? event.itemId() : item.getTitle());
    }
    if (event.ticketId() != null) {
      Ticket ticket = tickets.get(new SiteKey(site, event.ticketId()));
      if (ticket != null
          && ticket.triaged() != null
          && ticket.triaged().getRedactedSubject() != null) {
        return what + ": " + ticket.triaged().getRedactedSubject();
      }
    }
    return what;
  }
}
