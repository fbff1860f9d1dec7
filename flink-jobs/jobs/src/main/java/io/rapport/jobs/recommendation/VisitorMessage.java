package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.candidate.PurchasedItems;
import io.rapport.core.recommendation.visit.Visit;

/**
 * What a visitor's ranking is told: a visit with the neighbours of its item, a purchase, or that
 * the visitor is erased; the others are null.
 *
 * @param visit to be answered
 * @param neighbours of the item visited, as {@code ReplyWriter} packs them
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record VisitorMessage(
    Visit visit, byte[] neighbours, PurchasedItems purchased, ErasedUntil erased) {

  /** Everything of a visitor up to an event time, milliseconds since the epoch. */
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

  String visitorKey() {
    if (visit != null) {
      return visit.visitorKey();
    }
    return purchased != null ? purchased.visitorKey() : erased.visitorKey();
  }
}
