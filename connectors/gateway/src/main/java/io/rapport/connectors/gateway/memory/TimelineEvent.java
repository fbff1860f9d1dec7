package io.rapport.connectors.gateway.memory;

import java.math.BigDecimal;

/**
 * An action of a person, without any text they wrote.
 *
 * @param time event time, in milliseconds since 1970-01-01 UTC
 * @param stream clicks, purchases or support
 * @param type the event's action or kind
 * @param itemId the item meant; may be null
 * @param ticketId the ticket meant; may be null
 * @param amount money, in the currency's major unit; may be null
 * @param currency ISO 4217 code; may be null
 */
public record TimelineEvent(
    long time,
    String stream,
    String type,
    String itemId,
    String ticketId,
    BigDecimal amount,
    String currency) {

  static final int BYTES = 160;
}
