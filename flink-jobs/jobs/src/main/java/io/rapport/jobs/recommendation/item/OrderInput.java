package io.rapport.jobs.recommendation.item;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.basket.Basket;
import io.rapport.core.recommendation.visit.OrderRetraction;

/** What an order is told: a purchase, or that it is taken back; the other is null. */
public record OrderInput(PurchaseEvent purchase, OrderRetraction retraction) {

  public static OrderInput of(PurchaseEvent purchase) {
    return new OrderInput(purchase, null);
  }

  public static OrderInput of(OrderRetraction retraction) {
    return new OrderInput(null, retraction);
  }

  String orderKey() {
    return purchase != null ? Basket.keyOf(purchase) : retraction.orderKey();
  }
}
