package io.rapport.jobs.testing;

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
import java.util.List;

/** Events of a small support desk. */
public final class Desk {

  public static final String SITE = "shop";

  private Desk() {}

  /** A small model, a threshold that opens after few examples, and short retentions. */
  public static SupportSettings settings(int maxSites) {
    return settings(maxSites, PublicationPace.DEFAULT.with(p -> p.share(0).patienceMillis(2000)));
  }

  public static SupportSettings settings(int maxSites, PublicationPace publication) {
    return SupportSettings.DEFAULT.with(
        s ->
            s.encoder(
                    EncoderSettings.DEFAULT.with(
                        e -> e.bits(12).maxCharacters(400).longestCharGram(4)))
                .classifier(
                    ClassifierSettings.DEFAULT.with(
                        c ->
                            c.maxLabels(8)
                                .replays(2)
                                .reservoir(50)
                                .maxWeights(100_000)
                                .shards(16)
                                .window(50)
                                .riskTarget(0.5)
                                .minimumConfidence(0)))
                .knowledge(
                    KnowledgeSettings.DEFAULT.with(
                        k ->
                            k.maxArticles(3)
                                .suggestions(2)
                                .minimumScore(0.05)
                                .maxAnswerLength(200)))
                .maxSites(maxSites)
                .duplicates(16)
                .allowedLatenessMillis(1000)
                .ticketRetentionMillis(100_000)
                .closedRetentionMillis(10_000)
                .publication(publication)
                .erasure(
                    TicketErasureSettings.DEFAULT.with(
                        t -> t.maxTickets(3).retentionMillis(200_000))));
  }

  public static TicketEvent opened(String ticket, String id, long time, String body) {
    return event(ticket, id, time, TicketEventKind.OPENED, body, null, null, null);
  }

  public static TicketEvent message(String ticket, String id, long time, String body) {
    return event(ticket, id, time, TicketEventKind.CUSTOMER_MESSAGE, body, null, null, null);
  }

  public static TicketEvent agentMessage(String ticket, String id, long time, String body) {
    return event(ticket, id, time, TicketEventKind.AGENT_MESSAGE, body, null, null, null);
  }

  public static TicketEvent labelled(
      String ticket, String id, long time, String intent, String queue) {
    return event(ticket, id, time, TicketEventKind.LABELLED, null, intent, queue, null);
  }

  public static TicketEvent accepted(String ticket, String id, long time, String answer) {
    return event(ticket, id, time, TicketEventKind.ANSWER_ACCEPTED, null, null, null, answer);
  }

  public static TicketEvent closed(String ticket, String id, long time) {
    return event(ticket, id, time, TicketEventKind.CLOSED, null, null, null, null);
  }

  private static TicketEvent event(
      String ticket,
      String id,
      long time,
      TicketEventKind kind,
      String body,
      String intent,
      String queue,
      String answer) {
    return new TicketEvent(
        id, time, time + 5, SITE, ticket, kind, "c1", null, null, "email", "en", null, body, intent,
        queue, null, answer, null, "");
  }

  public static TrainingExample example(
      String site, int number, long time, String text, String intent) {
    return new TrainingExample(
        site, site + "/" + number, "e" + number, time, text, intent, "desk", "high", null, false);
  }

  public static KnowledgeEntry article(String id, long time, boolean active) {
    return new KnowledgeEntry(
        "k" + time,
        time,
        SITE,
        id,
        "en",
        "Late parcels",
        "How to find a parcel that is late",
        List.of(),
        active,
        "");
  }
}
