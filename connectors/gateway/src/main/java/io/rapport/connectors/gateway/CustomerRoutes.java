package io.rapport.connectors.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.CatalogueItem;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.connectors.gateway.memory.Customer;
import io.rapport.connectors.gateway.memory.RecentMap;
import io.rapport.connectors.gateway.memory.SiteKey;
import io.rapport.connectors.gateway.memory.Ticket;
import io.rapport.connectors.gateway.memory.TimelineEvent;
import java.util.List;
import java.util.Locale;

/** Customers, their profiles, segments and timelines. */
final class CustomerRoutes {

  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final GatewayMemory memory;

  CustomerRoutes(GatewayMemory memory) {
    this.memory = memory;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/customers", "listCustomers", "Customers, those last changed first.")
            .site()
            .query("query", "string", "Part of the customer's identifier.")
            .query("limit", "integer", "At most so many, up to " + MOST + ".")
            .query("after", "integer", "The cursor of the page before.")
            .answers(200, "CustomerList")
            .fromMemory()
            .apart()
            .by(this::customers),
        Route.get("/customers/{id}", "getCustomer", "Profile and segment, with reasons.")
            .site()
            .answers(200, "Customer")
            .answers(404, "Problem")
            .fromMemory()
            .by(this::customer),
        Route.get(
                "/customers/{id}/timeline",
                "getTimeline",
                "Clicks, purchases and support of one person, newest first.")
            .site()
            .query("limit", "integer", "At most so many, up to " + MOST + ".")
            .answers(200, "Timeline")
            .fromMemory()
            .by(this::timeline));
  }

  private String site(Request request) throws ProblemException {
    return request.query("site").orElseGet(memory::defaultSite);
  }

  private Answer customers(Request request) throws ProblemException {
    int limit = request.limit(USUAL, MOST);
    List<RecentMap.Entry<SiteKey, Customer>> found =
        memory.customers.newest(
            site(request),
            request.query("query").orElse(null),
            request.number("after", Long.MAX_VALUE),
            limit);
    return Answer.list(
        found.stream().map(entry -> brief(entry.value())).collect(Json.toArray()),
        found.size() < limit ? null : Long.toString(found.get(limit - 1).place()));
  }

  private Answer customer(Request request) throws ProblemException {
    Customer customer = memory.customers.get(new SiteKey(site(request), request.path("id")));
    if (customer == null) {
      throw new ProblemException(
          Problem.notFound("No such customer is known, or the profile is gone."));
    }
    return Answer.json(json(customer));
  }

  /** A line of the list. */
  private static ObjectNode brief(Customer customer) {
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

  static ObjectNode json(Customer customer) {
    ObjectNode body =
        Json.object().put("site", customer.key().site()).put("customerId", customer.key().id());
    body.set("profile", customer.profile() == null ? null : profile(customer.profile()));
    body.set("segment", customer.segment() == null ? null : segment(customer.segment()));
    return body;
  }

  static ObjectNode profile(CustomerProfile p) {
    ObjectNode body =
        Json.object()
            .put("site", p.getSite())
            .put("customerId", p.getCustomerId())
            .put("identified", p.getIdentified())
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
    return body;
  }

  static ObjectNode segment(CustomerSegment s) {
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

  private Answer timeline(Request request) throws ProblemException {
    SiteKey person = new SiteKey(site(request), request.path("id"));
    ArrayNode items = Json.array();
    memory
        .timelines
        .newest(person, request.limit(USUAL, MOST))
        .forEach(event -> items.add(json(person.site(), event)));
    return Answer.list(items, null);
  }

  private ObjectNode json(String site, TimelineEvent event) {
    return Json.object()
        .put("time", Json.time(event.time()))
        .put("stream", event.stream())
        .put("type", event.type())
        .put("text", text(site, event))
        .put("itemId", event.itemId())
        .put("ticketId", event.ticketId())
        .put("amount", Json.money(event.amount()))
        .put("currency", event.currency());
  }

  /** A few words. Of what people wrote only the redacted subject is shown. */
  private String text(String site, TimelineEvent event) {
    String what = event.type().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (event.itemId() != null) {
      CatalogueItem item = memory.catalogue.get(site, event.itemId());
      return what
          + ": "
          + (item == null || item.getTitle() == null ? event.itemId() : item.getTitle());
    }
    if (event.ticketId() != null) {
      Ticket ticket = memory.tickets.get(new SiteKey(site, event.ticketId()));
      if (ticket != null
          && ticket.triaged() != null
          && ticket.triaged().getRedactedSubject() != null) {
        return what + ": " + ticket.triaged().getRedactedSubject();
      }
    }
    return what;
  }
}
