package io.rapport.core.testing;

import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.TicketEventKind;
import io.rapport.core.state.PublicationPace;
import io.rapport.core.support.settings.ClassifierSettings;
import io.rapport.core.support.settings.KnowledgeSettings;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.settings.TicketErasureSettings;
import io.rapport.core.support.training.TrainingExample;
import io.rapport.core.text.EncoderSettings;

/** Ticket events and small settings for tests. */
public final class Tickets {

  public static final String SITE = Events.SITE;

  private Tickets() {}

  /** Settings in which everything is small, so that bounds are reached. */
  public static SupportSettings settings() {
    return settings(
        ClassifierSettings.DEFAULT.with(
            c ->
                c.maxLabels(8)
                    .rate(0.5f)
                    .initialSquare(0.01f)
                    .tolerance(0)
                    .replays(2)
                    .reservoir(6)
                    .maxWeights(100_000)
                    .shards(16)
                    .window(50)
                    .riskTarget(0.5)
                    .minimumConfidence(0)));
  }

  public static SupportSettings settings(ClassifierSettings classifier) {
    return SupportSettings.DEFAULT.with(
        s ->
            s.encoder(
                    EncoderSettings.DEFAULT.with(
                        e -> e.bits(12).maxCharacters(400).longestCharGram(4)))
                .classifier(classifier)
                .knowledge(
                    KnowledgeSettings.DEFAULT.with(
                        k ->
                            k.maxArticles(4)
                                .suggestions(2)
                                .minimumScore(0.05)
                                .maxAnswerLength(100)))
                .maxSites(2)
                .duplicates(8)
                .allowedLatenessMillis(1000)
                .ticketRetentionMillis(100_000)
                .closedRetentionMillis(10_000)
                .publication(PublicationPace.DEFAULT.with(p -> p.share(0).patienceMillis(2000)))
                .erasure(
                    TicketErasureSettings.DEFAULT.with(
                        t -> t.maxTickets(3).retentionMillis(200_000))));
  }

  public static TicketEvent opened(String ticket, long time, String subject, String body) {
    return Events.ticket(TicketEventKind.OPENED, ticket, time).subject(subject).body(body).build();
  }

  public static TicketEvent opened(String ticket, String id, long time, String body) {
    return event(TicketEventKind.OPENED, ticket, id, time, body);
  }

  public static TicketEvent message(String ticket, String id, long time, String body) {
    return event(TicketEventKind.CUSTOMER_MESSAGE, ticket, id, time, body);
  }

  public static TicketEvent agentMessage(String ticket, String id, long time, String body) {
    return event(TicketEventKind.AGENT_MESSAGE, ticket, id, time, body);
  }

  public static TicketEvent closed(String ticket, String id, long time) {
    return event(TicketEventKind.CLOSED, ticket, id, time, null);
  }

  private static TicketEvent event(
      TicketEventKind kind, String ticket, String id, long time, String body) {
    return Events.ticket(kind, ticket, time).eventId(id).body(body).build();
  }

  public static TicketEvent labelled(
      String ticket, long time, String intent, String queue, String priority) {
    return Events.ticket(TicketEventKind.LABELLED, ticket, time)
        .intent(intent)
        .queue(queue)
        .priority(priority)
        .build();
  }

  public static TicketEvent labelled(
      String ticket, String id, long time, String intent, String queue) {
    return Events.ticket(TicketEventKind.LABELLED, ticket, time)
        .eventId(id)
        .intent(intent)
        .queue(queue)
        .build();
  }

  /** An agent's verdict on a suggested answer. */
  public static TicketEvent verdict(String ticket, long time, String answer, boolean accepted) {
    TicketEventKind kind =
        accepted ? TicketEventKind.ANSWER_ACCEPTED : TicketEventKind.ANSWER_REJECTED;
    return Events.ticket(kind, ticket, time).answerId(answer).build();
  }

  /** An example from a site's desk; the queue follows from the intent. */
  public static TrainingExample example(int number, String text, String intent, String priority) {
    return new TrainingExample(
        SITE,
        SITE + "/" + number,
        "e" + number,
        number,
        text,
        intent,
        intent == null ? null : "queue of " + intent,
        priority,
        null,
        false);
  }

  /** An example of any site, for the queue {@code desk}. */
  public static TrainingExample example(
      String site, int number, long time, String text, String intent) {
    return new TrainingExample(
        site, site + "/" + number, "e" + number, time, text, intent, "desk", "high", null, false);
  }

  /** An article on late parcels. */
  public static KnowledgeEntry article(String id, long time, boolean active) {
    return Events.article(id, time)
        .title("Late parcels")
        .body("How to find a parcel that is late")
        .active(active)
        .build();
  }
}
