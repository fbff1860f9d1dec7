package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.catalogue.ItemCard;
import java.util.List;

/**
 * A visitor has touched an item: what {@link History} makes of a click. Nullable: {@code
 * customerId} and, for a visitor known by account only, {@code visitorId}.
 *
 * @param eventTime event time, milliseconds since the epoch
 * @param brokerTime when the broker received the event, milliseconds since the epoch
 * @param recent the session's items before this one, newest first, at most the window; an item may
 *     occur more than once
 * @param kind what is to be made of it
 * @param count the item's decayed number of visits as of {@code eventTime}, this one included; 0
 *     until {@link ItemCard} has set it
 * @param status what the customer's profile says that recommendations have to heed
 * @param segment the customer's; null for none
 * @param action what was done with the item
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

  /** Whether the visit is counted. */
  public boolean learned() {
    return kind == VisitKind.LEARNED;
  }

  /** Whether it was counted and is taken back. */
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
   * The visitor's visit before this one, as far as this one tells, which is not what was done with
   * the item; there has to be one.
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

  /** The same with the item's count. */
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
