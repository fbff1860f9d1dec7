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
    return settings(new ClassifierSettings(8, 0.5f, 0.01f, 0, 2, 6, 100_000, 16, 50, 0.5, 0, 1));
  }

  public static SupportSettings settings(ClassifierSettings classifier) {
    return new SupportSettings(
        new EncoderSettings(12, 400, 2, 2, 4, true),
        classifier,
        new KnowledgeSettings(4, 2, 0.05, 0.3, 100),
        "US",
        "human",
        2,
        8,
        1000,
        100_000,
        10_000,
        new PublicationPace(2000, 0, 2000),
        new TicketErasureSettings(3, 200_000));
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
