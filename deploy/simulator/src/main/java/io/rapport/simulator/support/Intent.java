package io.rapport.simulator.support;

import java.util.Locale;

/**
 * A reason to write to the desk, with the queue and priority that an agent gives it and its share
 * of all tickets.
 */
public enum Intent {
  WHERE_IS_MY_ORDER("shipping", "medium", 15, true),
  LATE_DELIVERY("shipping", "high", 9, true),
  MISSING_ITEM("shipping", "high", 5, true),
  DAMAGED_ITEM("returns", "high", 7, true),
  WRONG_SIZE("returns", "low", 7, true),
  RETURN_REQUEST("returns", "low", 8, true),
  REFUND_STATUS("billing", "medium", 9, true),
  CANCEL_ORDER("orders", "high", 7, true),
  CHANGE_ADDRESS("orders", "high", 4, true),
  INVOICE_REQUEST("billing", "low", 5, true),
  PAYMENT_FAILED("billing", "high", 5, false),
  WARRANTY_CLAIM("technical", "medium", 4, true),
  ACCOUNT_LOGIN("account", "medium", 5, false),
  PROMO_CODE("sales", "low", 3, false),
  PRODUCT_QUESTION("sales", "low", 5, false),
  COMPLAINT("complaints", "urgent", 4, true),
  PRAISE("feedback", "low", 3, true);

  private final String queue;
  private final String priority;
  private final double weight;
  private final boolean followsOrder;

  Intent(String queue, String priority, double weight, boolean followsOrder) {
    this.queue = queue;
    this.priority = priority;
    this.weight = weight;
    this.followsOrder = followsOrder;
  }

  /** The code agents use: lower-case words joined by '-'. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The queue it belongs in. */
  public String queue() {
    return queue;
  }

  /** low, medium, high or urgent. */
  public String priority() {
    return priority;
  }

  /** Relative frequency. */
  public double weight() {
    return weight;
  }

  /** Whether it is about an order that was placed. */
  public boolean followsOrder() {
    return followsOrder;
  }

  /**
   * The intent of a code.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Intent of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
