package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.Purchased;
import io.rapport.core.recommendation.Visit;

/**
 * What a visitor's ranking is told: a visit with the neighbours of its item, or a purchase.
 *
 * @param visit to be answered; null for a purchase
 * @param neighbours of the item visited, as {@code ReplyWriter} packs them; null for a purchase
 * @param purchased null for a visit
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record VisitorMessage(Visit visit, byte[] neighbours, Purchased purchased) {

  static VisitorMessage of(Visit visit, byte[] neighbours) {
    return new VisitorMessage(visit, neighbours, null);
  }

  static VisitorMessage of(Purchased purchased) {
    return new VisitorMessage(null, null, purchased);
  }

  String visitorKey() {
    return visit != null ? visit.visitorKey() : purchased.visitorKey();
  }
}
