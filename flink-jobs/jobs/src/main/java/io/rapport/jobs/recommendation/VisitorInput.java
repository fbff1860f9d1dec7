package io.rapport.jobs.recommendation;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.Purchased;
import io.rapport.core.recommendation.StandingChange;

/**
 * What a visitor's history is told besides clicks: a purchase, or how the visitor stands; the other
 * is null.
 */
public record VisitorInput(PurchaseEvent purchase, StandingChange standing) {

  static VisitorInput of(PurchaseEvent purchase) {
    return new VisitorInput(purchase, null);
  }

  static VisitorInput of(StandingChange standing) {
    return new VisitorInput(null, standing);
  }

  String visitorKey() {
    return purchase != null ? Purchased.keyOf(purchase) : standing.visitorKey();
  }
}
