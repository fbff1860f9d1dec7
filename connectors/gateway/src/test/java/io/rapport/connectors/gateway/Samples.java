package io.rapport.connectors.gateway;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.CategoryInterest;
import io.rapport.avro.Centroid;
import io.rapport.avro.CustomerIdentity;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.GoldenValue;
import io.rapport.avro.IdentityMember;
import io.rapport.avro.IdentityReview;
import io.rapport.avro.IntentScore;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.ItemReason;
import io.rapport.avro.LinkProvenance;
import io.rapport.avro.Neighbour;
import io.rapport.avro.PersonLink;
import io.rapport.avro.QualityReport;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.avro.SegmentModel;
import io.rapport.avro.SegmentReason;
import io.rapport.avro.SuggestedAnswer;
import io.rapport.avro.TicketPriority;
import io.rapport.avro.TriageReason;
import io.rapport.avro.TriagedTicket;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Records as the jobs and the shop publish them. */
public final class Samples {

  public static final Instant TIME = Instant.parse("2026-11-01T10:00:00.123Z");
  public static final String SITE = "default";

  private Samples() {}

  static CatalogueItem item(String id, String title, String category, String price) {
    return CatalogueItem.newBuilder()
        .setEventId("e-" + id)
        .setEventTime(TIME)
        .setItemId(id)
        .setTitle(title)
        .setCategory(category)
        .setPrice(new BigDecimal(price).setScale(4))
        .setCurrency("EUR")
        .setStock(3)
        .build();
  }

  public static Recommendation recommendation(String visitor, String id, String... items) {
    return Recommendation.newBuilder()
        .setRecommendationId(id)
        .setEventTime(TIME)
        .setTriggerTime(Instant.now())
        .setVisitorId(visitor)
        .setTriggerEventId("trigger-" + id)
        .setTriggerItemId("shoe-1")
        .setItems(
            Arrays.stream(items)
                .map(
                    item ->
                        RecommendedItem.newBuilder()
                            .setItemId(item)
                            .setScore(1.5)
                            .setSource("co-occurrence")
                            .setReasons(List.of(new ItemReason("shoe-1", "co-occurrence", 1.0)))
                            .build())
                .toList())
        .setModelVersion("m1")
        .build();
  }

  static ItemNeighbours neighbours(String item, double count, String... others) {
    double[] score = {1.0};
    return ItemNeighbours.newBuilder()
        .setItemId(item)
        .setEventTime(TIME)
        .setCount(count)
        .setNeighbours(
            Arrays.stream(others).map(other -> new Neighbour(other, 2.0, score[0] /= 2)).toList())
        .setModelVersion("m1")
        .build();
  }

  public static TriagedTicket ticket(String id, String queue) {
    return TriagedTicket.newBuilder()
        .setTicketId(id)
        .setEventTime(TIME)
        .setTriggerEventId("opened-" + id)
        .setTriggerTime(TIME)
        .setCustomerId("anna")
        .setLanguage("en")
        .setIntent("refund")
        .setConfidence(0.9)
        .setAbstained(false)
        .setQueue(queue)
        .setPriority(TicketPriority.HIGH)
        .setSentiment(-0.5)
        .setRedactedSubject("Money back")
        .setRedactedBody("I want my money back, write to [email]")
        .setRedactions(Map.of("email", 1))
        .setAlternatives(List.of(new IntentScore("refund", 0.9)))
        .setSuggestedAnswers(
            List.of(new SuggestedAnswer("a1", "Refunds", "You get it within 14 days.", 0.7)))
        .setReasons(List.of(new TriageReason("money", 1.25)))
        .setModelVersion(7)
        .build();
  }

  public static CustomerProfile profile(String customer) {
    return CustomerProfile.newBuilder()
        .setCustomerId(customer)
        .setIdentified(true)
        .setEventTime(TIME)
        .setFirstSeen(TIME)
        .setViews(4)
        .setCartAdds(1)
        .setWishes(0)
        .setSearches(2)
        .setOrders(1)
        .setReturns(0)
        .setSpend(new BigDecimal("99.9000"))
        .setCurrency("EUR")
        .setLastPurchase(TIME)
        .setRecencyScore(5)
        .setFrequencyScore(1)
        .setMonetaryScore(3)
        .setTicketsOpen(1)
        .setTicketsTotal(1)
        .setTopCategories(List.of(new CategoryInterest("shoes", 3.5)))
        .setRecentItems(List.of("shoe-1"))
        .setEmail("anna@shop.example")
        .build();
  }

  /** A person of an account and a record of a second system, which are alike. */
  public static CustomerIdentity person(String customer, String second) {
    return CustomerIdentity.newBuilder()
        .setCustomerId(customer)
        .setEventTime(TIME)
        .setMembers(
            List.of(
                new IdentityMember(customer, "crm", TIME),
                new IdentityMember(second, "loyalty-card", TIME)))
        .setLinks(
            List.of(
                new PersonLink(
                    customer, second, LinkProvenance.MATCH, 0.98, "The names agree.", TIME)))
        .setFields(
            List.of(new GoldenValue("family-name", "Berg", "crm", customer, TIME, "newest", 2)))
        .build();
  }

  /** The pointer of a customer id that is part of a person. */
  static CustomerIdentity pointer(String customer, String person) {
    return CustomerIdentity.newBuilder()
        .setCustomerId(customer)
        .setEventTime(TIME)
        .setMergedInto(person)
        .build();
  }

  public static IdentityReview review(String first, String second) {
    return IdentityReview.newBuilder()
        .setFirst(first)
        .setSecond(second)
        .setEventTime(TIME)
        .setConfidence(0.31)
        .setExplanation("The names agree, the dates of birth do not.")
        .setFirstSource("crm")
        .setSecondSource("loyalty-card")
        .setFirstCustomer(first)
        .setSecondCustomer(second)
        .setFirstFields(Map.of("family-name", "Berg"))
        .setSecondFields(Map.of("family-name", "Burg"))
        .build();
  }

  public static CustomerSegment segment(String customer, int segment) {
    return CustomerSegment.newBuilder()
        .setCustomerId(customer)
        .setEventTime(TIME)
        .setSegmentId(segment)
        .setSegmentName("buys often")
        .setDistance(0.5)
        .setReasons(List.of(new SegmentReason("orders", 1.0, 2.5)))
        .setModelVersion(3)
        .build();
  }

  static SegmentModel segmentModel() {
    return SegmentModel.newBuilder()
        .setModelId(SITE)
        .setVersion(3)
        .setEventTime(TIME)
        .setFeatures(List.of("orders", "views"))
        .setMeans(List.of(1.0, 10.0))
        .setStandardDeviations(List.of(2.0, 5.0))
        .setCentroids(
            List.of(
                new Centroid(1, "buys often", 12.0, List.of(1.5, -0.5)),
                new Centroid(2, "looks around", 30.0, List.of(-0.5, 2.0))))
        .build();
  }

  static QualityReport quality(double value, int minute) {
    return QualityReport.newBuilder()
        .setMetric("recommendation.hit-rate-20")
        .setEventTime(TIME.plusSeconds(60L * minute))
        .setValue(value)
        .setCount(100)
        .setDimensions(Map.of("source", "blend"))
        .build();
  }
}
