package io.rapport.connectors.gateway.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.memory.Customer;

/** The JSON of customers, their profiles and their segments. */
public final class CustomerJson {

  private CustomerJson() {}

  /** A line of the list. */
  public static ObjectNode brief(Customer customer) {
    CustomerProfile profile = customer.profile();
    return Json.object()
        .put("site", customer.key().site())
        .put("customerId", customer.key().id())
        .put("identified", profile.getIdentified())
        .put("eventTime", Json.time(profile.getEventTime()))
        .put("orders", profile.getOrders())
        .put("views", profile.getViews())
        .put("spend", Json.money(profile.getSpend()))
        .put("currency", profile.getCurrency())
        .put("ticketsOpen", profile.getTicketsOpen())
        .put(
            "segmentName", customer.segment() == null ? null : customer.segment().getSegmentName());
  }

  /** A customer with profile and segment; each null where none was published. */
  public static ObjectNode customer(Customer customer) {
    ObjectNode body =
        Json.object().put("site", customer.key().site()).put("customerId", customer.key().id());
    body.set("profile", customer.profile() == null ? null : profile(customer.profile()));
    body.set("segment", customer.segment() == null ? null : segment(customer.segment()));
    return body;
  }

  /** A profile; of its contact data only whether there is any. */
  public static ObjectNode profile(CustomerProfile p) {
    ObjectNode body =
        Json.object()
            .put("site", p.getSite())
            .put("customerId", p.getCustomerId())
            .put("identified", p.getIdentified())
            .put("mergedInto", p.getMergedInto())
            .put("eventTime", Json.time(p.getEventTime()))
            .put("firstSeen", Json.time(p.getFirstSeen()))
            .put("views", p.getViews())
            .put("cartAdds", p.getCartAdds())
            .put("wishes", p.getWishes())
            .put("searches", p.getSearches())
            .put("orders", p.getOrders())
            .put("returns", p.getReturns())
            .put("spend", Json.money(p.getSpend()))
            .put("currency", p.getCurrency())
            .put("lastPurchase", Json.time(p.getLastPurchase()))
            .put("recencyScore", p.getRecencyScore())
            .put("frequencyScore", p.getFrequencyScore())
            .put("monetaryScore", p.getMonetaryScore())
            .put("ticketsOpen", p.getTicketsOpen())
            .put("ticketsTotal", p.getTicketsTotal())
            .put("categoryConcentration", p.getCategoryConcentration())
            .put("country", p.getCountry())
            .put("hasEmail", p.getEmail() != null)
            .put("hasPhone", p.getPhone() != null)
            .put("marketingConsent", p.getMarketingConsent())
            .put("personalisationConsent", p.getPersonalisationConsent());
    ArrayNode accounts = body.putArray("accounts");
    p.getAccounts().forEach(accounts::add);
    ArrayNode categories = body.putArray("topCategories");
    p.getTopCategories()
        .forEach(
            c ->
                categories
                    .addObject()
                    .put("category", c.getCategory())
                    .put("weight", c.getWeight()));
    ArrayNode items = body.putArray("recentItems");
    p.getRecentItems().forEach(items::add);
    ObjectNode codes = body.putObject("qualityCodes");
    p.getQualityCodes().forEach(codes::put);
    ArrayNode changes = body.putArray("recentChanges");
    p.getRecentChanges()
        .forEach(
            c ->
                changes
                    .addObject()
                    .put("eventTime", Json.time(c.getEventTime()))
                    .put("rule", c.getRule())
                    .put("kind", c.getKind())
                    .put("field", c.getField())
                    .put("value", c.getValue()));
    return body;
  }

  /** The segment of a customer, with what decided. */
  public static ObjectNode segment(CustomerSegment s) {
    ObjectNode body =
        Json.object()
            .put("site", s.getSite())
            .put("customerId", s.getCustomerId())
            .put("eventTime", Json.time(s.getEventTime()))
            .put("segmentId", s.getSegmentId())
            .put("segmentName", s.getSegmentName())
            .put("distance", s.getDistance())
            .put("previousSegmentId", s.getPreviousSegmentId())
            .put("modelVersion", s.getModelVersion());
    ArrayNode reasons = body.putArray("reasons");
    s.getReasons()
        .forEach(
            r ->
                reasons
                    .addObject()
                    .put("feature", r.getFeature())
                    .put("value", r.getValue())
                    .put("zScore", r.getZScore()));
    return body;
  }
}
