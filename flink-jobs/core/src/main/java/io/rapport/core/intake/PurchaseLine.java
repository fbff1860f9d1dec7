package io.rapport.core.intake;

/**
 * One item of a purchase.
 *
 * <p>Money spent is money that the shop told of. A price or quantity that a rule of cleaning made
 * up stands in for a missing one where a usual value serves, and adds nothing to an amount: neither
 * to the order's nor to what the customer has spent or got back.
 *
 * @param quantity pieces, positive
 * @param unitPrice in the purchase's currency, or NaN when unknown
 * @param units the number of units that are paid: of pieces, or of the weight or length by which
 *     the item is sold; positive
 * @param estimated whether a rule made up the price or the number of units
 */
public record PurchaseLine(
    String itemId, int quantity, double unitPrice, double units, boolean estimated) {

  /** A line of pieces, as the shop told it. */
  public PurchaseLine(String itemId, int quantity, double unitPrice) {
    this(itemId, quantity, unitPrice, quantity, false);
  }

  /** The price that the shop told; NaN when it is unknown or the line is estimated. */
  public double toldPrice() {
    return estimated ? Double.NaN : unitPrice;
  }

  /** Units times price; zero when the price is unknown or the line is estimated. */
  public double amount() {
    return Double.isNaN(toldPrice()) ? 0 : units * unitPrice;
  }
}
