package io.rapport.jobs.recommendation;

import static java.util.Objects.requireNonNull;

import io.rapport.core.recommendation.candidate.PurchasedItems;
import io.rapport.core.recommendation.visit.Visit;

/**
 * A message to a visitor's ranking, of one {@link Kind}. The components of the other kinds are
 * null, which costs a byte each on the network.
 *
 * @param visit to be answered
 * @param neighbours of the visited item, as {@code ReplyWriter} packs them
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record VisitorMessage(
    Visit visit, byte[] neighbours, PurchasedItems purchased, ErasedUntil erased) {

  /** The kinds of messages. */
  public enum Kind {
    /** A visit with the neighbours of its item. */
    VISIT,
    /** Items bought or sent back. */
    PURCHASE,
    /** The visitor is erased. */
    ERASURE
  }

  /** The erasure of a visitor up to an event time, milliseconds since the epoch. */
  public record ErasedUntil(String visitorKey, long time) {}

  static VisitorMessage of(Visit visit, byte[] neighbours) {
    return new VisitorMessage(visit, neighbours, null, null);
  }

  static VisitorMessage of(PurchasedItems purchased) {
    return new VisitorMessage(null, null, purchased, null);
  }

  static VisitorMessage erased(String visitorKey, long until) {
    return new VisitorMessage(null, null, null, new ErasedUntil(visitorKey, until));
  }

  /** The kind, by the component that is not null. */
  public Kind kind() {
    if (visit != null) {
      return Kind.VISIT;
    }
    return purchased != null ? Kind.PURCHASE : Kind.ERASURE;
  }

  @Override
  public Visit visit() {
    return requireNonNull(visit, "not a visit");
  }

  @Override
  public byte[] neighbours() {
    return requireNonNull(neighbours, "not a visit");
  }

  @Override
  public PurchasedItems purchased() {
    return requireNonNull(purchased, "not a purchase");
  }

  @Override
  public ErasedUntil erased() {
    return requireNonNull(erased, "not an erasure");
  }

  String visitorKey() {
    return switch (kind()) {
      case VISIT -> visit.visitorKey();
      case PURCHASE -> purchased.visitorKey();
      case ERASURE -> erased.visitorKey();
    };
  }
}
