package io.rapport.core.intake;

/**
 * One item of a purchase.
 *
 * @param quantity positive
 * @param unitPrice in the purchase's currency, or NaN when unknown
 */
public record PurchaseLine(String itemId, int quantity, double unitPrice) {

  /** Quantity times price; zero when the price is unknown. */
  public double amount() {
    return Double.isNaN(unitPrice) ? 0 : quantity * unitPrice;
  }
}
