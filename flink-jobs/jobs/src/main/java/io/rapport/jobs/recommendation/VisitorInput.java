package io.rapport.jobs.recommendation;

import static java.util.Objects.requireNonNull;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.recommendation.candidate.PurchasedItems;
import io.rapport.core.recommendation.visit.StatusChange;

/**
 * An input of a visitor's history besides clicks, of one {@link Kind}. The components of the other
 * kinds are null.
 */
public record VisitorInput(PurchaseEvent purchase, StatusChange status, VisitorErased erased) {

  /** The kinds of inputs. */
  public enum Kind {
    /** A purchase, return or cancellation. */
    PURCHASE,
    /** The visitor's status or segment has changed. */
    STATUS,
    /** The visitor is erased. */
    ERASURE
  }

  static VisitorInput of(PurchaseEvent purchase) {
    return new VisitorInput(purchase, null, null);
  }

  static VisitorInput of(StatusChange status) {
    return new VisitorInput(null, status, null);
  }

  static VisitorInput of(VisitorErased erased) {
    return new VisitorInput(null, null, erased);
  }

  /** The kind, by the component that is not null. */
  public Kind kind() {
    if (purchase != null) {
      return Kind.PURCHASE;
    }
    return status != null ? Kind.STATUS : Kind.ERASURE;
  }

  @Override
  public PurchaseEvent purchase() {
    return requireNonNull(purchase, "not a purchase");
  }

  @Override
  public StatusChange status() {
    return requireNonNull(status, "not a status");
  }

  @Override
  public VisitorErased erased() {
    return requireNonNull(erased, "not an erasure");
  }

  String visitorKey() {
    return switch (kind()) {
      case PURCHASE -> PurchasedItems.keyOf(purchase);
      case STATUS -> status.visitorKey();
      case ERASURE -> erased.visitorKey();
    };
  }
}
