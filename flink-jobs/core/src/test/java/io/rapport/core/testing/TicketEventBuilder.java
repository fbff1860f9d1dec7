package io.rapport.core.testing;

import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.TicketEventKind;

/** A builder of ticket events with defaults for everything a test does not set. */
public final class TicketEventBuilder {

  private final TicketEventKind kind;
  private final String ticket;
  private final long time;
  private String id;
  private String customer = "c1";
  private String visitor;
  private String email;
  private String subject;
  private String body;
  private String intent;
  private String queue;
  private String priority;
  private String answer;

  TicketEventBuilder(TicketEventKind kind, String ticket, long time) {
    this.kind = kind;
    this.ticket = ticket;
    this.time = time;
    this.id = kind + "-" + ticket + "-" + time;
  }

  /** Sets the event's id; by default it follows from kind, ticket and time. */
  public TicketEventBuilder id(String event) {
    id = event;
    return this;
  }

  /** Sets the person's identifiers; null for an unknown one. */
  public TicketEventBuilder by(String account, String cookie, String address) {
    customer = account;
    visitor = cookie;
    email = address;
    return this;
  }

  public TicketEventBuilder subject(String text) {
    subject = text;
    return this;
  }

  public TicketEventBuilder body(String text) {
    body = text;
    return this;
  }

  /** Sets an agent's label; null for a part that is not given. */
  public TicketEventBuilder label(String newIntent, String newQueue, String newPriority) {
    intent = newIntent;
    queue = newQueue;
    priority = newPriority;
    return this;
  }

  /** Sets the suggested answer that the event is about. */
  public TicketEventBuilder answer(String article) {
    answer = article;
    return this;
  }

  public TicketEvent build() {
    return new TicketEvent(
        id,
        time,
        time + 5,
        Tickets.SITE,
        ticket,
        kind,
        customer,
        visitor,
        email,
        "email",
        "en",
        subject,
        body,
        intent,
        queue,
        priority,
        answer,
        null,
        "");
  }
}
