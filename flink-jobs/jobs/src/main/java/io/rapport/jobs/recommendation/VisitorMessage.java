package io.rapport.jobs.recommendation;

import static java.util.Objects.requireNonNull;

import io.rapport.core.recommendation.candidate.PurchasedItems;
import io.rapport.core.recommendation.candidate.SharedItems;
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
    Visit visit,
    byte[] neighbours,
    PurchasedItems purchased,
    ErasedUntil erased,
    SharedItems shared) {

  /** The kinds of messages. */
  public enum Kind {
    /** A visit with the neighbours of its item. */
    VISIT,
    /** Items bought or sent back. */
    PURCHASE,
    /** The visitor is erased. */
    ERASURE,
    /** Another person uses the cookie. */
    PASS,
    /** It is known who uses the cookie, which it was not any more, or not yet. */
    RECOGNISED,
    /** Items that another account of the visitor's person has bought. */
    SHARE
  }

  /**
   * The erasure of a visitor up to an event time.
   *
   * @param time milliseconds since the epoch
   * @param user hash of the account that uses the cookie from now on; null if the visitor asked for
   *     the erasure
   * @param recognised whether nothing is erased unless another account is known to have used the
   *     cookie
   */
  public record ErasedUntil(String visitorKey, long time, Long user, boolean recognised) {}

  static VisitorMessage of(Visit visit, byte[] neighbours) {
    return new VisitorMessage(visit, neighbours, null, null, null);
  }

  static VisitorMessage of(PurchasedItems purchased) {
    return new VisitorMessage(null, null, purchased, null, null);
  }

  static VisitorMessage erased(String visitorKey, long until) {
    return new VisitorMessage(
        null, null, null, new ErasedUntil(visitorKey, until, null, false), null);
  }

  static VisitorMessage passed(String visitorKey, long until, long user) {
    return new VisitorMessage(
        null, null, null, new ErasedUntil(visitorKey, until, user, false), null);
  }

  static VisitorMessage recognised(String visitorKey, long until, long user) {
    return new VisitorMessage(
        null, null, null, new ErasedUntil(visitorKey, until, user, true), null);
  }

  static VisitorMessage of(SharedItems shared) {
    return new VisitorMessage(null, null, null, null, shared);
  }

  /** The kind, by the component that is not null. */
  public Kind kind() {
    if (visit != null) {
      return Kind.VISIT;
    }
    if (erased != null) {
      Kind used = erased.recognised() ? Kind.RECOGNISED : Kind.PASS;
      return erased.user() == null ? Kind.ERASURE : used;
    }
    return purchased != null ? Kind.PURCHASE : Kind.SHARE;
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

  @Override
  public SharedItems shared() {
    return requireNonNull(shared, "not a share");
  }

  String visitorKey() {
    return switch (kind()) {
      case VISIT -> visit.visitorKey();
      case PURCHASE -> purchased.visitorKey();
      case ERASURE, PASS, RECOGNISED -> erased.visitorKey();
      case SHARE -> shared.visitorKey();
    };
  }
}
