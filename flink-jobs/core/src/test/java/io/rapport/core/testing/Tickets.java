package io.rapport.core.testing;

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

  public static final String SITE = "shop";

  private Tickets() {}

  /** Everything small, so that bounds are reached. */
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
    return event(TicketEventKind.OPENED, ticket, "o-" + time, time, subject, body);
  }

  public static TicketEvent event(
      TicketEventKind kind, String ticket, String id, long time, String subject, String body) {
    return event(kind, ticket, id, time, subject, body, null, null, null, null);
  }

  public static TicketEvent labelled(
      String ticket, long time, String intent, String queue, String priority) {
    return event(
        TicketEventKind.LABELLED,
        ticket,
        "l-" + time,
        time,
        null,
        null,
        intent,
        queue,
        priority,
        null);
  }

  public static TicketEvent verdict(String ticket, long time, String answer, boolean accepted) {
    TicketEventKind kind =
        accepted ? TicketEventKind.ANSWER_ACCEPTED : TicketEventKind.ANSWER_REJECTED;
    return event(kind, ticket, "v-" + time, time, null, null, null, null, null, answer);
  }

  private static TicketEvent event(
      TicketEventKind kind,
      String ticket,
      String id,
      long time,
      String subject,
      String body,
      String intent,
      String queue,
      String priority,
      String answer) {
    return new TicketEvent(
        id, time, time + 5, SITE, ticket, kind, "c1", null, null, "email", "en", subject, body,
        intent, queue, priority, answer, null, "");
  }

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
}
