package io.rapport.connectors.gateway.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.SupportEventKind;
import io.rapport.avro.TriagedTicket;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.memory.Ticket;
import java.util.Locale;

/** The JSON of triaged tickets. */
public final class TicketJson {

  private TicketJson() {}

  /**
   * A ticket that was triaged.
   *
   * @param ticket a ticket with a triage
   */
  public static ObjectNode ticket(Ticket ticket) {
    TriagedTicket t = ticket.triaged();
    ObjectNode body =
        Json.object()
            .put("site", t.getSite())
            .put("ticketId", t.getTicketId())
            .put("status", ticket.status().name().toLowerCase(Locale.ROOT))
            .put("eventTime", Json.time(t.getEventTime()))
            .put("triggerTime", Json.time(t.getTriggerTime()))
            .put("triggerEventId", t.getTriggerEventId())
            .put("customerId", t.getCustomerId())
            .put("language", t.getLanguage())
            .put("subject", t.getRedactedSubject())
            .put("text", t.getRedactedBody())
            .put("intent", t.getIntent())
            .put("queue", t.getQueue())
            .put("priority", t.getPriority().name().toLowerCase(Locale.ROOT))
            .put("sentiment", t.getSentiment())
            .put("confidence", t.getConfidence())
            .put("abstained", t.getAbstained())
            .put("modelVersion", t.getModelVersion());
    ObjectNode redactions = body.putObject("redactions");
    t.getRedactions().forEach(redactions::put);
    ArrayNode alternatives = body.putArray("alternatives");
    t.getAlternatives()
        .forEach(
            a ->
                alternatives
                    .addObject()
                    .put("intent", a.getIntent())
                    .put("probability", a.getProbability()));
    ArrayNode suggestions = body.putArray("suggestions");
    t.getSuggestedAnswers()
        .forEach(
            s ->
                suggestions
                    .addObject()
                    .put("answerId", s.getAnswerId())
                    .put("title", s.getTitle())
                    .put("text", s.getText())
                    .put("score", s.getScore()));
    ArrayNode reasons = body.putArray("reasons");
    t.getReasons()
        .forEach(
            r -> reasons.addObject().put("feature", r.getFeature()).put("weight", r.getWeight()));
    ArrayNode feedback = body.putArray("feedback");
    ticket.feedback().forEach(f -> feedback.add(feedback(f)));
    return body;
  }

  private static ObjectNode feedback(Ticket.Feedback feedback) {
    return Json.object()
        .put("time", Json.time(feedback.time()))
        .put("action", action(feedback.kind()))
        .put("answerId", feedback.answerId())
        .put("label", feedback.label());
  }

  /** The name of an agent's action, as the feedback route calls it where it has it. */
  private static String action(String kind) {
    return switch (SupportEventKind.valueOf(kind)) {
      case LABELLED -> "relabel";
      case ANSWER_ACCEPTED -> "accept";
      case ANSWER_REJECTED -> "reject";
      case AGENT_MESSAGE -> "reply";
      case CLOSED -> "close";
      case OPENED, CUSTOMER_MESSAGE, UNKNOWN -> kind.toLowerCase(Locale.ROOT);
    };
  }
}
