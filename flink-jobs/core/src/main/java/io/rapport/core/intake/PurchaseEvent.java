package io.rapport.core.intake;

import java.util.List;

/**
 * A cleaned purchase, return or cancellation. Nullable: all identifiers but one, {@code country},
 * {@code currency}, {@code returnId}.
 *
 * @param eventTime when an order was placed, or goods were sent back, milliseconds since the epoch
 * @param versionTime when this version of the order was made; of several the newest counts
 * @param brokerTime when the broker received the event, milliseconds since the epoch
 * @param returnId of a return, where the shop numbers them
 * @param email standardised e-mail address or null
 * @param phone E.164 number or null
 * @param country ISO 3166-1 alpha-2 code or null
 * @param currency ISO 4217 code or null
 * @param lines items; none if there are only charges
 * @param charges the sum of postage, discounts and whatever else is no item; below zero when they
 *     lower the total
 * @param repairs the changes that the rules of cleaning made, as {@code Change.parse} reads them;
 *     empty for a clean event
 */
public record PurchaseEvent(
    String eventId,
    long eventTime,
    long versionTime,
    long brokerTime,
    String site,
    String orderId,
    String returnId,
    PurchaseKind kind,
    String customerId,
    String visitorId,
    String email,
    String phone,
    String country,
    String currency,
    List<PurchaseLine> lines,
    double charges,
    String repairs) {

  /**
   * The total in the currency's major unit, as far as it was told: a line counts by {@link
   * PurchaseLine#amount}.
   */
  public double amount() {
    double sum = charges;
    for (PurchaseLine line : lines) {
      sum += line.amount();
    }
    return sum;
  }

  /** The same purchase, made with a cookie. */
  public PurchaseEvent with(String cookie) {
    return new PurchaseEvent(
        eventId,
        eventTime,
        versionTime,
        brokerTime,
        site,
        orderId,
        returnId,
        kind,
        customerId,
        cookie,
        email,
        phone,
        country,
        currency,
        lines,
        charges,
        repairs);
  }
}
