package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.Keys;
import java.util.List;

/**
 * The retraction of everything learned from one visitor.
 *
 * @param visits of kind {@link VisitKind#RETRACTED}, the latest first
 * @param orders the orders, each once
 * @param until event time up to which nothing of the visitor counts any more, milliseconds since
 *     the epoch
 */
public record Retraction(
    String site, String visitor, List<Visit> visits, List<OrderRetraction> orders, long until) {

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }
}
