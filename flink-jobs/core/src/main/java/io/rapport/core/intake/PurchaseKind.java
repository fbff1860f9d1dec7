package io.rapport.core.intake;

/**
 * The kind of a purchase event: goods bought, goods sent back, or an order cancelled before
 * delivery.
 */
public enum PurchaseKind {
  ORDER,
  RETURN,
  CANCEL
}
