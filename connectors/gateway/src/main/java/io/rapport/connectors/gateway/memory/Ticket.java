package io.rapport.connectors.gateway.memory;

import io.rapport.avro.TriagedTicket;
import java.util.List;

/**
 * A ticket as the desk sees it: what the engine made of it, and what became of it since.
 *
 * @param triaged the newest triage; null while there is none
 * @param status where it stands
 * @param feedback what the desk did, newest last
 * @param bytes estimated heap
 */
public record Ticket(
    SiteKey key, TriagedTicket triaged, Status status, List<Feedback> feedback, long bytes) {

  /** Where a ticket stands. */
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
   * One thing the desk did.
   *
   * @param time event time, in milliseconds since 1970-01-01 UTC
   * @param kind the support event's kind
   * @param answerId the suggested answer meant; may be null
   * @param label the intent given; may be null
   */
  public record Feedback(long time, String kind, String answerId, String label) {}
}
