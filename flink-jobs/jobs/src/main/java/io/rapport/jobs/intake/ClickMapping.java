package io.rapport.jobs.intake;

import io.rapport.avro.Click;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.Field;
import io.rapport.core.cleaning.FieldValues;
import io.rapport.core.cleaning.Source;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;

/** Maps and cleans a {@link Click} to a {@link ClickEvent}. */
public final class ClickMapping {

  private static final Source SOURCE = Source.CLICK;
  private static final Field EVENT_ID = SOURCE.field("eventId");
  private static final Field EVENT_TIME = SOURCE.field("eventTime");
  private static final Field VISITOR_ID = SOURCE.field("visitorId");
  private static final Field CUSTOMER_ID = SOURCE.field("customerId");
  private static final Field SESSION_ID = SOURCE.field("sessionId");
  private static final Field ITEM_ID = SOURCE.field("itemId");
  private static final Field CATEGORY = SOURCE.field("category");
  private static final Field QUERY = SOURCE.field("query");
  private static final Field SLOT = SOURCE.field("slot");
  private static final Field PRICE = SOURCE.field("price");
  private static final Field CURRENCY = SOURCE.field("currency");

  /** The domain's slot of an event without one. */
  private static final int NO_SLOT = -1;

  private ClickMapping() {}

  public static ClickEvent toDomain(Click click, long brokerTime, Cleaning cleaning)
      throws RejectedEventException {
    Cleaner cleaner = cleaning.cleaner();
    String visitorId = cleaner.optional("visitorId", click.getVisitorId());
    String customerId = cleaner.optional("customerId", click.getCustomerId());
    cleaner.identified("visitorId, customerId", visitorId, customerId);
    ClickAction action = action(click);
    String itemId = cleaner.optional("itemId", click.getItemId());
    if (itemId == null && action != ClickAction.SEARCH) {
      throw new RejectedEventException(
          Rejection.MISSING_FIELD, "itemId is required for " + action.name());
    }
    String eventId = cleaner.required("eventId", click.getEventId());
    long eventTime = cleaner.eventTime(click.getEventTime().toEpochMilli(), brokerTime);
    String site = cleaner.site(click.getSite());
    String sessionId = cleaner.optional("sessionId", click.getSessionId());
    FieldValues values =
        cleaning
            .begin(SOURCE)
            .set(SOURCE.site(), site)
            .set(EVENT_ID, eventId)
            .set(EVENT_TIME, eventTime)
            .set(VISITOR_ID, visitorId)
            .set(CUSTOMER_ID, customerId)
            .set(SESSION_ID, sessionId)
            .set(ITEM_ID, itemId)
            .set(CATEGORY, cleaner.optional("category", click.getCategory()))
            .set(QUERY, click.getQuery())
            .set(SLOT, click.getSlot())
            .set(PRICE, click.getPrice(), click.getPriceText())
            .set(CURRENCY, click.getCurrency());
    cleaning.identifier(VISITOR_ID, click.getVisitorId(), visitorId);
    cleaning.identifier(CUSTOMER_ID, click.getCustomerId(), customerId);
    cleaning.clean(values, eventTime);
    return new ClickEvent(
        eventId,
        eventTime,
        brokerTime,
        site,
        visitorId,
        customerId,
        sessionId,
        action,
        itemId,
        values.text(CATEGORY),
        values.text(QUERY),
        cleaner.optional("recommendationId", click.getRecommendationId()),
        values.whole(SLOT, NO_SLOT),
        values.number(PRICE),
        values.text(CURRENCY),
        cleaner.crawler(click.getUserAgent()),
        cleaning.changes());
  }

  private static ClickAction action(Click click) throws RejectedEventException {
    return switch (click.getAction()) {
      case VIEW -> ClickAction.VIEW;
      case SEARCH -> ClickAction.SEARCH;
      case ADD_TO_CART -> ClickAction.ADD_TO_CART;
      case REMOVE_FROM_CART -> ClickAction.REMOVE_FROM_CART;
      case WISH -> ClickAction.WISH;
      case IMPRESSION -> ClickAction.IMPRESSION;
      case RECOMMENDATION_CLICK -> ClickAction.RECOMMENDATION_CLICK;
      case UNKNOWN ->
          throw new RejectedEventException(
              Rejection.UNKNOWN_KIND, "the action is one this version does not know");
    };
  }
}
