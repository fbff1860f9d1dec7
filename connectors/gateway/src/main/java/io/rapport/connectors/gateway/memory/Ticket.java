package io.rapport.connectors.gateway.memory;

import io.rapport.avro.TriagedTicket;
import java.util.List;

/**
 * A ticket as agents see it: its triage, its status and their feedback.
 *
 * @param triaged the newest triage; null while there is none
 * @param status its status
 * @param feedback actions of agents, newest last
 * @param bytes estimated heap
 */
public record Ticket(
    SiteKey key, TriagedTicket triaged, Status status, List<Feedback> feedback, long bytes) {

  /** The status of a ticket. */
  public enum Status {
    /** The customer waits. */
    OPEN,
    /** An agent has written. */
    ANSWERED,
    /** A suggested answer was sent. */
    ACCEPTED,
    /** The suggested answer was refused. */
    REJECTED,
    /** Done. */
    CLOSED
  }

  /**
   * An action of an agent on a ticket.
   *
   * @param time event time, in milliseconds since 1970-01-01 UTC
   * @param kind the support event's kind
   * @param answerId the suggested answer meant; may be null
   * @param label the intent given; may be null
   */
  public record Feedback(long time, String kind, String answerId, String label) {}
}
