package io.rapport.core.intake;

/**
 * A cleaned step of a support conversation. Its text is not redacted yet: the support domain
 * redacts it first. Nullable: identifiers, {@code channel}, {@code language}, texts, labels.
 *
 * @param eventTime event time, milliseconds since the epoch
 * @param brokerTime when the broker received the event, milliseconds since the epoch
 * @param priority lower-case low, medium, high or urgent, or null
 * @param repairs the changes that the rules of cleaning made, as {@code Change.parse} reads them;
 *     empty for a clean event
 */
public record TicketEvent(
    String eventId,
    long eventTime,
    long brokerTime,
    String site,
    String ticketId,
    TicketEventKind kind,
    String customerId,
    String visitorId,
    String requesterEmail,
    String channel,
    String language,
    String subject,
    String body,
    String intent,
    String queue,
    String priority,
    String answerId,
    String agentId,
    String repairs) {

  /** Site-qualified key of the ticket. */
  public String ticketKey() {
    return Keys.of(site, ticketId);
  }
}
