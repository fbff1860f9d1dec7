package io.rapport.core.intake;

/**
 * One item of a purchase.
 *
 * @param quantity pieces, positive
 * @param unitPrice in the purchase's currency, or NaN when unknown
 * @param units the number of units that are paid: of pieces, or of the weight or length by which
 *     the item is sold; positive
 */
public record PurchaseLine(String itemId, int quantity, double unitPrice, double units) {

  /** A line of pieces. */
  public PurchaseLine(String itemId, int quantity, double unitPrice) {
    this(itemId, quantity, unitPrice, quantity);
  }

  /** Units times price; zero when the price is unknown. */
  public double amount() {
    return Double.isNaN(unitPrice) ? 0 : units * unitPrice;
  }
}
