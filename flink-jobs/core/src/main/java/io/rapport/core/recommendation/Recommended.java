package io.rapport.core.recommendation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Ranked items for one visitor, made in answer to one event. Nullable: {@code customerId}.
 *
 * @param recommendationId the same for the same event, so that a repeat can be told
 * @param eventTime event time of the event answered, milliseconds since the epoch
 * @param triggerTime when the broker received the event answered, milliseconds since the epoch
 * @param visitorId the cookie or, without one, the account
 * @param items best first
 */
public record Recommended(
    String recommendationId,
    long eventTime,
    long triggerTime,
    String site,
    String visitorId,
    String customerId,
    String triggerEventId,
    String triggerItemId,
    List<RankedItem> items,
    String modelVersion) {

  /** The answer to a visit. */
  public static Recommended answer(Visit visit, List<RankedItem> items, String modelVersion) {
    String name = visit.visitorKey() + '\n' + visit.eventId();
    return new Recommended(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(),
        visit.eventTime(),
        visit.brokerTime(),
        visit.site(),
        visit.visitorId() != null ? visit.visitorId() : visit.customerId(),
        visit.customerId(),
        visit.eventId(),
        visit.itemId(),
        items,
        modelVersion);
  }
}
