package io.rapport.jobs.recommendation;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.recommendation.candidate.PurchasedItems;
import io.rapport.core.recommendation.visit.StatusChange;

/**
 * What a visitor's history is told besides clicks: a purchase, how the visitor stands, or that the
 * visitor is erased; the others are null.
 */
public record VisitorInput(PurchaseEvent purchase, StatusChange standing, VisitorErased erased) {

  static VisitorInput of(PurchaseEvent purchase) {
    return new VisitorInput(purchase, null, null);
  }

  static VisitorInput of(StatusChange standing) {
    return new VisitorInput(null, standing, null);
  }

  static VisitorInput of(VisitorErased erased) {
    return new VisitorInput(null, null, erased);
  }

  String visitorKey() {
    if (purchase != null) {
      return PurchasedItems.keyOf(purchase);
    }
    return standing != null ? standing.visitorKey() : erased.visitorKey();
  }
}
