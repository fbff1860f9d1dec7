package io.rapport.jobs.recommendation.item;

import static java.util.Objects.requireNonNull;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.basket.Basket;
import io.rapport.core.recommendation.visit.OrderRetraction;

/** An input of an order, of one {@link Kind}. The component of the other kind is null. */
public record OrderInput(PurchaseEvent purchase, OrderRetraction retraction) {

  /** The kinds of inputs. */
  public enum Kind {
    /** A purchase, return or cancellation. */
    PURCHASE,
    /** The retraction of the order, because its visitor is erased. */
    RETRACTION
  }

  public static OrderInput of(PurchaseEvent purchase) {
    return new OrderInput(purchase, null);
  }

  public static OrderInput of(OrderRetraction retraction) {
    return new OrderInput(null, retraction);
  }

  /** The kind, by the component that is not null. */
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
