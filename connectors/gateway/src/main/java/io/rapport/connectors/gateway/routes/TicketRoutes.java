package io.rapport.connectors.gateway.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.avro.TriagedTicket;
import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.Fields;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.ingest.EventParser;
import io.rapport.connectors.gateway.ingest.EventType;
import io.rapport.connectors.gateway.ingest.Ingest;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.memory.RecentMap;
import io.rapport.connectors.gateway.memory.SiteKey;
import io.rapport.connectors.gateway.memory.Ticket;
import io.rapport.connectors.gateway.view.TicketJson;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** The routes of triaged tickets and of agents' feedback. */
final class TicketRoutes {

  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final GatewayMemory memory;
  private final EventParser parser;
  private final Ingest ingest;
  private final Clock clock;

  TicketRoutes(GatewayMemory memory, EventParser parser, Ingest ingest, Clock clock) {
    this.memory = memory;
    this.parser = parser;
    this.ingest = ingest;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/tickets",
                "listTickets",
                "Triaged tickets, those changed last first.",
                Access.READ_ALL)
            .audited()
            .site()
            .query("queue", "string", "Only those of this queue.")
            .query(
                "status",
                "string",
                "Only those of this status: open, answered, accepted, rejected or closed.")
            .query("limit", "integer", "Tickets in the answer, at most " + MOST + ".")
            .query("after", "integer", "The field next of the page before.")
            .answers(200, "TicketList")
            .fromMemory()
            .apart()
            .by(this::tickets),
        Route.get("/tickets/{id}", "getTicket", "One triaged ticket.", Access.READ_ALL)
            .audited()
            .site()
            .answers(200, "Ticket")
            .answers(404, "Problem")
            .fromMemory()
            .by(request -> Answer.json(TicketJson.ticket(known(request)))),
        Route.post(
                "/tickets/{id}/feedback",
                "giveFeedback",
                "Accept or reject a suggested answer, send an edited one, or give the right label;"
                    + " the classifier learns from it.",
                Access.ANSWER)
            .audited()
            .site()
            .takes("Feedback")
            .answers(202, "Accepted")
            .answers(400, "Problem")
            .answers(404, "Problem")
            .fromMemory()
            .apart()
            .byAsync(this::feedback));
  }

  private String site(Request request) throws ProblemException {
    return request.site(memory::defaultSite);
  }

  private Answer tickets(Request request) throws ProblemException {
    String site = site(request);
    request.about(site, "*");
    Optional<String> queue = request.query("queue");
    Optional<Ticket.Status> status = status(request.query("status"));
    int limit = request.limit(USUAL, MOST);
    List<RecentMap.Entry<SiteKey, Ticket>> found =
        memory
            .tickets()
            .newest(
                request.number("after", Long.MAX_VALUE),
                limit,
                ticket ->
                    ticket.key().site().equals(site)
                        && (queue.isEmpty() || queue.get().equals(ticket.triaged().getQueue()))
                        && (status.isEmpty() || status.get() == ticket.status()));
    ObjectNode page = Json.object();
    page.set(
        "items",
        found.stream().map(entry -> TicketJson.ticket(entry.value())).collect(Json.toArray()));
    page.put("next", found.size() < limit ? null : Long.toString(found.get(limit - 1).place()));
    memory.tickets().queues(site).forEach(page.putObject("queues")::put);
    return Answer.json(page);
  }

  private static Optional<Ticket.Status> status(Optional<String> name) throws ProblemException {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Ticket.Status.valueOf(name.get().toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.badParameter(
              "status", "open, answered, accepted, rejected or closed", name.get()));
    }
  }

  private Ticket known(Request request) throws ProblemException {
    SiteKey key = new SiteKey(site(request), request.path("id"));
    request.about(key.site(), key.id());
    Ticket ticket = memory.tickets().get(key);
    if (ticket == null || ticket.triaged() == null) {
      throw new ProblemException(
          Problem.notFound(
              "There is no triaged ticket of this number; its triage may still be under way."));
    }
    return ticket;
  }

  private CompletableFuture<Answer> feedback(Request request) throws ProblemException {
    TriagedTicket ticket = known(request).triaged();
    JsonNode body = parser.json(request.body());
    Fields fields =
        new Fields(body, List.of("action", "answerId", "text", "label", "queue", "priority"));
    String actions = "accept, edit, reject or relabel";
    String action = fields.required("action", actions);
    List<SpecificRecord> events = new ArrayList<>();
    switch (action) {
      case "accept" ->
          events.add(event(ticket, SupportEventKind.ANSWER_ACCEPTED, answer(ticket, fields)));
      case "reject" ->
          events.add(event(ticket, SupportEventKind.ANSWER_REJECTED, answer(ticket, fields)));
      case "edit" -> {
        String text = fields.required("text", "the answer as it was sent");
        SupportEvent message =
            event(ticket, SupportEventKind.AGENT_MESSAGE, fields.text("answerId").orElse(null));
        message.setBody(text);
        events.add(message);
      }
      case "relabel" -> events.add(labelled(ticket, fields));
      default -> throw Fields.bad("action", actions, body.path("action"));
    }
    return ingest.send(EventType.SUPPORT_EVENTS, events);
  }

  /** The answer that the body names, or the best suggested one. */
  private static String answer(TriagedTicket ticket, Fields fields) throws ProblemException {
    Optional<String> named = fields.text("answerId");
    if (named.isPresent()) {
      return named.get();
    }
    if (ticket.getSuggestedAnswers().isEmpty()) {
      return fields.required("answerId", "the suggested answer meant");
    }
    return ticket.getSuggestedAnswers().get(0).getAnswerId();
  }

  private SupportEvent labelled(TriagedTicket ticket, Fields fields) throws ProblemException {
    SupportEvent event = event(ticket, SupportEventKind.LABELLED, null);
    event.setIntent(fields.required("label", "the right intent"));
    event.setQueue(fields.text("queue").orElse(null));
    event.setPriority(fields.text("priority").orElse(null));
    return event;
  }

  private SupportEvent event(TriagedTicket ticket, SupportEventKind kind, String answerId) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return SupportEvent.newBuilder()
        .setEventId(UUID.randomUUID().toString())
        .setEventTime(now)
        .setSite(ticket.getSite())
        .setTicketId(ticket.getTicketId())
        .setKind(kind)
        .setCustomerId(ticket.getCustomerId())
        .setAnswerId(answerId)
        .setChannel("console")
        .build();
  }
}
