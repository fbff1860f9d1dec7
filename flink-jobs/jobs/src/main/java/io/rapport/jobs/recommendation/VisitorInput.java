package io.rapport.jobs.recommendation;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.recommendation.Purchased;
import io.rapport.core.recommendation.StandingChange;

/**
 * What a visitor's history is told besides clicks: a purchase, how the visitor stands, or that the
 * visitor is erased; the others are null.
 */
public record VisitorInput(PurchaseEvent purchase, StandingChange standing, VisitorErased erased) {

  static VisitorInput of(PurchaseEvent purchase) {
    return new VisitorInput(purchase, null, null);
  }

  static VisitorInput of(StandingChange standing) {
    return new VisitorInput(null, standing, null);
  }

  static VisitorInput of(VisitorErased erased) {
    return new VisitorInput(null, null, erased);
  }

  String visitorKey() {
    if (purchase != null) {
      return Purchased.keyOf(purchase);
    }
    return standing != null ? standing.visitorKey() : erased.visitorKey();
  }
}
