package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.catalogue.ItemCard;
import java.util.List;

/**
 * A visitor's touch of an item: the result of a click in {@link History}. Nullable: {@code
 * customerId} and, for a visitor known by account only, {@code visitorId}.
 *
 * @param eventTime event time, milliseconds since the epoch
 * @param brokerTime when the broker received the event, milliseconds since the epoch
 * @param recent the session's items before this one, newest first, at most the window; an item may
 *     occur more than once
 * @param kind decides what is done with the visit
 * @param count the item's decayed number of visits as of {@code eventTime}, this one included; 0
 *     until {@link ItemCard} has set it
 * @param status of the visitor
 * @param segment the customer's; null for none
 * @param action of the click
 */
public record Visit(
    String eventId,
    long eventTime,
    long brokerTime,
    String site,
    String visitorId,
    String customerId,
    String itemId,
    List<String> recent,
    VisitKind kind,
    double count,
    VisitorStatus status,
    String segment,
    ClickAction action) {

  /** Whether the visit is counted and learned. */
  public boolean learned() {
    return kind == VisitKind.LEARNED;
  }

  /** Whether the visit was learned and is now retracted. */
  public boolean retracted() {
    return kind == VisitKind.RETRACTED;
  }

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitorId != null ? visitorId : customerId);
  }

  /** Site-qualified key of the item. */
  public String itemKey() {
    return Keys.of(site, itemId);
  }

  /**
   * The visitor's visit before this one, as far as this one tells: not its action. There must be
   * one.
   */
  public Visit before() {
    return new Visit(
        eventId,
        eventTime,
        brokerTime,
        site,
        visitorId,
        customerId,
        recent.get(0),
        recent.subList(1, recent.size()),
        kind,
        0,
        status,
        segment,
        ClickAction.VIEW);
  }

  /** A copy with the item's count. */
  public Visit counted(double itemCount) {
    return new Visit(
        eventId,
        eventTime,
        brokerTime,
        site,
        visitorId,
        customerId,
        itemId,
        recent,
        kind,
        itemCount,
        status,
        segment,
        action);
  }
}
