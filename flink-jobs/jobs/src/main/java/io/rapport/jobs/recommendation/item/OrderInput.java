package io.rapport.jobs.recommendation.item;

import static java.util.Objects.requireNonNull;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.basket.Basket;
import io.rapport.core.recommendation.visit.OrderRetraction;

/** An input of an order, of one {@link Kind}; the component of the other is absent. */
public record OrderInput(PurchaseEvent purchase, OrderRetraction retraction) {

  /** The kinds of inputs. */
  public enum Kind {
    /** A purchase, return or cancellation. */
    PURCHASE,
    /** The order is taken back, because its visitor is erased. */
    RETRACTION
  }

  public static OrderInput of(PurchaseEvent purchase) {
    return new OrderInput(purchase, null);
  }

  public static OrderInput of(OrderRetraction retraction) {
    return new OrderInput(null, retraction);
  }

  /** The kind, by which component is there. */
  public Kind kind() {
    return purchase != null ? Kind.PURCHASE : Kind.RETRACTION;
  }

  @Override
  public PurchaseEvent purchase() {
    return requireNonNull(purchase, "not a purchase");
  }

  @Override
  public OrderRetraction retraction() {
    return requireNonNull(retraction, "not a retraction");
  }

  String orderKey() {
    return switch (kind()) {
      case PURCHASE -> Basket.keyOf(purchase);
      case RETRACTION -> retraction.orderKey();
    };
  }
}
