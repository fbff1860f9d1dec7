package io.rapport.core.intake;

/** Whether goods were bought, sent back, or the order was cancelled before delivery. */
public enum PurchaseKind {
  ORDER,
  RETURN,
  CANCEL
}
