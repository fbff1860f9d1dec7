package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.visit.Visit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * A recommendation: ranked items for one visitor, in answer to one event. Nullable: {@code
 * customerId} and {@code exploration}.
 *
 * @param recommendationId the same for the same event, so that a repetition is recognised
 * @param eventTime event time of the event answered, milliseconds since the epoch
 * @param triggerTime when the broker received the event answered, milliseconds since the epoch
 * @param visitorId the cookie or, without one, the account
 * @param items best first
 * @param exploration the exploration in it
 * @param treatment the other decisions besides the scores
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
    String modelVersion,
    Exploration exploration,
    Treatment treatment) {

  /** A recommendation without rules or variants. */
  public Recommended(
      String recommendationId,
      long eventTime,
      long triggerTime,
      String site,
      String visitorId,
      String customerId,
      String triggerEventId,
      String triggerItemId,
      List<RankedItem> items,
      String modelVersion,
      Exploration exploration) {
    this(
        recommendationId,
        eventTime,
        triggerTime,
        site,
        visitorId,
        customerId,
        triggerEventId,
        triggerItemId,
        items,
        modelVersion,
        exploration,
        Treatment.NONE);
  }

  /** The answer to a visit. */
  public static Recommended answer(
      Visit visit, List<RankedItem> items, String modelVersion, Exploration exploration) {
    return answer(visit, items, modelVersion, exploration, Treatment.NONE);
  }

  static Recommended answer(
      Visit visit,
      List<RankedItem> items,
      String modelVersion,
      Exploration exploration,
      Treatment treatment) {
    return new Recommended(
        id(visit.visitorKey(), visit.eventId()),
        visit.eventTime(),
        visit.brokerTime(),
        visit.site(),
        visit.visitorId() != null ? visit.visitorId() : visit.customerId(),
        visit.customerId(),
        visit.eventId(),
        visit.itemId(),
        items,
        modelVersion,
        exploration,
        treatment);
  }

  /** The identifier of the recommendation that answers an event. */
  public static String id(String visitorKey, String eventId) {
    String name = visitorKey + '\n' + eventId;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
