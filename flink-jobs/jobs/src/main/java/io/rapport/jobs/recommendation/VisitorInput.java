package io.rapport.jobs.recommendation;

import static java.util.Objects.requireNonNull;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.recommendation.candidate.PurchasedItems;
import io.rapport.core.recommendation.visit.OwnerChange;
import io.rapport.core.recommendation.visit.SharedPurchases;
import io.rapport.core.recommendation.visit.StatusChange;

/**
 * An input of a visitor's history besides clicks, of one {@link Kind}. The components of the other
 * kinds are null.
 *
 * @param copied whether the purchase is one that the cookie's account has made elsewhere
 */
public record VisitorInput(
    PurchaseEvent purchase,
    boolean copied,
    StatusChange status,
    OwnerChange owner,
    VisitorErased erased,
    SharedPurchases shared) {

  /** The kinds of inputs. */
  public enum Kind {
    /** A purchase, return or cancellation. */
    PURCHASE,
    /** One that the cookie's account has made elsewhere. */
    COPY,
    /** The visitor's status or segment has changed. */
    STATUS,
    /** An account has logged in or out. */
    OWNER,
    /** The visitor is erased. */
    ERASURE,
    /** Another account of the visitor's person has bought. */
    SHARE
  }

  static VisitorInput of(PurchaseEvent purchase) {
    return new VisitorInput(purchase, false, null, null, null, null);
  }

  static VisitorInput copy(PurchaseEvent purchase) {
    return new VisitorInput(purchase, true, null, null, null, null);
  }

  static VisitorInput of(StatusChange status) {
    return new VisitorInput(null, false, status, null, null, null);
  }

  static VisitorInput of(OwnerChange owner) {
    return new VisitorInput(null, false, null, owner, null, null);
  }

  static VisitorInput of(VisitorErased erased) {
    return new VisitorInput(null, false, null, null, erased, null);
  }

  static VisitorInput of(SharedPurchases shared) {
    return new VisitorInput(null, false, null, null, null, shared);
  }

  /** The kind, by the component that is not null. */
  public Kind kind() {
    if (purchase != null) {
      return copied ? Kind.COPY : Kind.PURCHASE;
    }
    if (status != null) {
      return Kind.STATUS;
    }
    if (owner != null) {
      return Kind.OWNER;
    }
    return erased != null ? Kind.ERASURE : Kind.SHARE;
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
  public OwnerChange owner() {
    return requireNonNull(owner, "not a login or logout");
  }

  @Override
  public VisitorErased erased() {
    return requireNonNull(erased, "not an erasure");
  }

  @Override
  public SharedPurchases shared() {
    return requireNonNull(shared, "not a share");
  }

  String visitorKey() {
    return switch (kind()) {
      case PURCHASE, COPY -> PurchasedItems.keyOf(purchase);
      case STATUS -> status.visitorKey();
      case OWNER -> owner.visitorKey();
      case ERASURE -> erased.visitorKey();
      case SHARE -> shared.visitorKey();
    };
  }
}
