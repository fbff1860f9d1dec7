package io.rapport.jobs.intake;

import io.rapport.avro.Click;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import io.rapport.core.intake.Repair;
import io.rapport.core.intake.Repairs;

/** Maps and cleans a {@link Click} to a {@link ClickEvent}. */
public final class ClickMapping {

  private ClickMapping() {}

  public static ClickEvent toDomain(Click click, long brokerTime, Cleaner cleaner)
      throws RejectedEventException {
    Repairs repairs = new Repairs();
    String visitorId = cleaner.person("visitorId", click.getVisitorId(), repairs);
    String customerId = cleaner.person("customerId", click.getCustomerId(), repairs);
    cleaner.identified("visitorId, customerId", visitorId, customerId);
    ClickAction action = action(click);
    String itemId = cleaner.optional("itemId", click.getItemId());
    if (itemId == null && action != ClickAction.SEARCH) {
      throw new RejectedEventException(
          Rejection.MISSING_FIELD, "itemId is required for " + action.name());
    }
    return new ClickEvent(
        cleaner.required("eventId", click.getEventId()),
        cleaner.eventTime(click.getEventTime().toEpochMilli(), brokerTime),
        brokerTime,
        cleaner.site(click.getSite()),
        visitorId,
        customerId,
        cleaner.optional("sessionId", click.getSessionId()),
        action,
        itemId,
        cleaner.category(click.getCategory(), repairs),
        cleaner.text(click.getQuery(), repairs),
        cleaner.optional("recommendationId", click.getRecommendationId()),
        slot(click.getSlot(), repairs),
        cleaner.price(click.getPrice(), repairs),
        cleaner.standard().currency(click.getCurrency(), repairs),
        cleaner.crawler(click.getUserAgent()),
        repairs.codes());
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

  private static int slot(Integer slot, Repairs repairs) {
    if (slot == null) {
      return -1;
    }
    if (slot < 0) {
      repairs.add(Repair.SLOT_INVALID);
      return -1;
    }
    return slot;
  }
}
