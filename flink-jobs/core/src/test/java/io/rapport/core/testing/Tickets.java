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
import java.util.List;

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

  /** An event with defaults for all that is not set. */
  public static TicketEventBuilder of(TicketEventKind kind, String ticket, long time) {
    return new TicketEventBuilder(kind, ticket, time);
  }

  public static TicketEvent opened(String ticket, long time, String subject, String body) {
    return of(TicketEventKind.OPENED, ticket, time).subject(subject).body(body).build();
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
    return of(kind, ticket, time).id(id).body(body).build();
  }

  public static TicketEvent labelled(
      String ticket, long time, String intent, String queue, String priority) {
    return of(TicketEventKind.LABELLED, ticket, time).label(intent, queue, priority).build();
  }

  public static TicketEvent labelled(
      String ticket, String id, long time, String intent, String queue) {
    return of(TicketEventKind.LABELLED, ticket, time).id(id).label(intent, queue, null).build();
  }

  /** An agent's verdict on a suggested answer. */
  public static TicketEvent verdict(String ticket, long time, String answer, boolean accepted) {
    TicketEventKind kind =
        accepted ? TicketEventKind.ANSWER_ACCEPTED : TicketEventKind.ANSWER_REJECTED;
    return of(kind, ticket, time).answer(answer).build();
  }

  /** An example of a site's desk: the queue follows from the intent. */
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
