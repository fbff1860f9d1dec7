package io.rapport.core.support.training;

/**
 * A training example from an agent: the intent, queue and priority of a ticket, or a verdict on a
 * suggested answer; or the order to forget a ticket's text. Nullable: everything but {@code site},
 * {@code ticketKey} and {@code eventId}.
 *
 * @param eventTime of the agent's action, milliseconds since the epoch
 * @param text the ticket's redacted text; null for a verdict on an answer, and for the order to
 *     forget it
 * @param intent the agent's intent; if the agent gave only a queue, its name stands in
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

  /** The order to forget a ticket's text. */
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

  /** Whether this is an order to forget a text. */
  public boolean forgets() {
    return text == null && answerId == null;
  }
}
