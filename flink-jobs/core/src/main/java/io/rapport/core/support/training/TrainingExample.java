package io.rapport.core.support.training;

/**
 * What an agent taught: the intent, queue and priority of a ticket, or whether a suggested answer
 * was of use; or that a ticket's text is to be forgotten. Nullable: everything but {@code site},
 * {@code ticketKey} and {@code eventId}.
 *
 * @param eventTime when the agent did it, milliseconds since the epoch
 * @param text the ticket's redacted text; null for a verdict on an answer, and to forget it
 * @param intent the agent's intent; where an agent gave only a queue, the queue's name stands in
 * @param priority lower-case low, medium, high or urgent, or null
 * @param answerId the suggested answer, for a verdict
 * @param accepted whether the answer was accepted
 */
public record TrainingExample(
    String site,
    String ticketKey,
    String eventId,
    long eventTime,
    String text,
    String intent,
    String queue,
    String priority,
    String answerId,
    boolean accepted) {

  /** A verdict on a suggested answer. */
  public static TrainingExample verdict(
      String site,
      String ticketKey,
      String eventId,
      long eventTime,
      String answerId,
      boolean accepted) {
    return new TrainingExample(
        site, ticketKey, eventId, eventTime, null, null, null, null, answerId, accepted);
  }

  /** That a ticket's text is to be forgotten. */
  public static TrainingExample forgotten(TicketErased erased) {
    return new TrainingExample(
        erased.site(),
        erased.ticketKey(),
        erased.requestId(),
        erased.time(),
        null,
        null,
        null,
        null,
        null,
        false);
  }

  /** Whether there is nothing to learn but something to forget. */
  public boolean forgets() {
    return text == null && answerId == null;
  }
}
