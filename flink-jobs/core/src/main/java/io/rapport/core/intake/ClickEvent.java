package io.rapport.core.intake;

/**
 * A cleaned click. Nullable: {@code visitorId} or {@code customerId} (never both), {@code
 * sessionId}, {@code itemId} (searches), {@code category}, {@code query}, {@code recommendationId}.
 *
 * @param eventTime event time, milliseconds since the epoch
 * @param brokerTime when the broker received the event, milliseconds since the epoch
 * @param slot position in the recommendation shown, from 0, or -1
 * @param price unit price shown in the currency's major unit, or NaN
 * @param repairs the changes that the rules of cleaning made, as {@code Change.parse} reads them;
 *     empty for a clean event
 */
public record ClickEvent(
    String eventId,
    long eventTime,
    long brokerTime,
    String site,
    String visitorId,
    String customerId,
    String sessionId,
    ClickAction action,
    String itemId,
    String category,
    String query,
    String recommendationId,
    int slot,
    double price,
    String currency,
    boolean bot,
    String repairs) {

  /** Site-qualified key of the visitor; the account stands in for a missing cookie. */
  public String visitorKey() {
    return Keys.of(site, visitorId != null ? visitorId : customerId);
  }

  /** Site-qualified key of the item; null for an event without one. */
  public String itemKey() {
    return itemId == null ? null : Keys.of(site, itemId);
  }
}
