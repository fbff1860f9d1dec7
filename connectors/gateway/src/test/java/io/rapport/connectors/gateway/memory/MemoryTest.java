package io.rapport.connectors.gateway.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.Neighbour;
import io.rapport.avro.QualityReport;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.connectors.gateway.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

  private static CatalogueItem item(String id, boolean active) {
    return CatalogueItem.newBuilder()
        .setEventId(id)
        .setEventTime(TIME)
        .setItemId(id)
        .setTitle("Title of " + id)
        .setCategory("a/b")
        .setActive(active)
        .build();
  }

  @Test
  void aFullCatalogueRefusesNewItemsButRenewsAndForgetsOldOnes() {
    Catalogue catalogue = new Catalogue(1_500);
    for (int i = 0; i < 10; i++) {
      catalogue.put(item("i" + i, true), 50);
    }
    int held = catalogue.size();
    assertThat(held).isBetween(1, 9);
    assertThat(catalogue.refused()).isEqualTo(10 - held);
    assertThat(catalogue.bytes()).isLessThanOrEqualTo(1_500);
    catalogue.put(item("i0", false), 50);
    assertThat(catalogue.get("default", "i0").getActive()).isFalse();
    assertThat(catalogue.list("default", null, null, null, 100)).hasSize(held - 1);
    for (int i = 0; i < 10; i++) {
      catalogue.remove(new SiteKey("default", "i" + i));
    }
    assertThat(catalogue.bytes()).isZero();
  }

  @Test
  void aCategoryIncludesThoseBelowItAndNoOthers() {
    Catalogue catalogue = new Catalogue(1 << 20);
    catalogue.put(item("x", true), 50);
    assertThat(catalogue.list("default", "a", "title X", null, 5)).hasSize(1);
    assertThat(catalogue.list("default", "a/b", null, null, 5)).hasSize(1);
    assertThat(catalogue.list("default", "a/bc", null, null, 5)).isEmpty();
    assertThat(catalogue.list("default", null, "other", null, 5)).isEmpty();
    assertThat(catalogue.list("elsewhere", null, null, null, 5)).isEmpty();
  }

  private static CustomerSegment segment(String customer, int segment) {
    return CustomerSegment.newBuilder()
        .setCustomerId(customer)
        .setEventTime(TIME)
        .setSegmentId(segment)
        .setSegmentName("s")
        .setDistance(1)
        .setReasons(List.of())
        .setModelVersion(1)
        .build();
  }

  @Test
  void segmentSizesFollowMovesRemovalsAndEviction() {
    Customers customers = new Customers(5_000);
    customers.put(segment("a", 1), 10);
    customers.put(segment("b", 1), 10);
    customers.put(segment("a", 2), 10);
    assertThat(customers.sizes("default")).isEqualTo(Map.of(1, 1, 2, 1));
    customers.removeSegment(new SiteKey("default", "a"));
    customers.removeProfile(new SiteKey("default", "b"));
    assertThat(customers.sizes("default")).isEqualTo(Map.of(1, 1));
    for (int i = 0; i < 200; i++) {
      customers.put(segment("many" + i, 3), 10);
    }
    assertThat(customers.evicted()).isPositive();
    assertThat(customers.sizes("default").get(3)).isEqualTo(customers.size());
    assertThat(customers.bytes()).isLessThanOrEqualTo(5_000);
  }

  private static SupportEvent event(SupportEventKind kind) {
    return SupportEvent.newBuilder()
        .setEventId(kind.name())
        .setEventTime(TIME)
        .setTicketId("t")
        .setKind(kind)
        .build();
  }

  @Test
  void customersAreCountedOnceHoweverOftenTheirProfileChanges() {
    Customers customers = new Customers(5_000);
    for (int i = 0; i < 3; i++) {
      customers.put(Samples.profile("anna"), 100);
      customers.put(Samples.profile("ben"), 100);
    }
    assertThat(customers.bySite()).isEqualTo(Map.of("default", 2));
    customers.removeProfile(new SiteKey("default", "ben"));
    assertThat(customers.bySite()).isEqualTo(Map.of("default", 1));
    for (int i = 0; i < 100; i++) {
      customers.put(Samples.profile("c" + i), 100);
    }
    assertThat(customers.evicted()).isPositive();
    assertThat(customers.bySite()).isEqualTo(Map.of("default", customers.size()));
  }

  @Test
  void ticketsAreCountedOnceTheyAreTriaged() {
    Tickets tickets = new Tickets(1 << 20);
    tickets.apply(event(SupportEventKind.OPENED));
    assertThat(tickets.bySite()).isEmpty();
    tickets.put(Samples.ticket("t", "returns"), 100);
    tickets.put(Samples.ticket("t", "refunds"), 100);
    assertThat(tickets.bySite()).isEqualTo(Map.of("default", 1));
    tickets.remove(new SiteKey("default", "t"));
    assertThat(tickets.bySite()).isEmpty();
  }

  @Test
  void aTicketGoesFromOpenToClosedAndKeepsItsLatestFeedback() {
    Tickets tickets = new Tickets(1 << 20);
    SiteKey key = new SiteKey("default", "t");
    Map<SupportEventKind, Ticket.Status> steps =
        Map.of(
            SupportEventKind.OPENED, Ticket.Status.OPEN,
            SupportEventKind.AGENT_MESSAGE, Ticket.Status.ANSWERED,
            SupportEventKind.ANSWER_REJECTED, Ticket.Status.REJECTED,
            SupportEventKind.CLOSED, Ticket.Status.CLOSED,
            SupportEventKind.ANSWER_ACCEPTED, Ticket.Status.ACCEPTED);
    steps.forEach(
        (kind, status) -> {
          tickets.apply(event(SupportEventKind.CUSTOMER_MESSAGE));
          tickets.apply(event(kind));
          assertThat(tickets.get(key).status()).isEqualTo(status);
          tickets.apply(event(SupportEventKind.LABELLED));
          assertThat(tickets.get(key).status()).isEqualTo(status);
        });
    for (int i = 0; i < 50; i++) {
      tickets.apply(event(SupportEventKind.LABELLED));
    }
    assertThat(tickets.get(key).feedback()).hasSize(10);
    // A ticket that is not triaged is in no queue.
    assertThat(tickets.newest(Long.MAX_VALUE, 10, ticket -> true)).isEmpty();
  }

  private static TimelineEvent at(long time) {
    return new TimelineEvent(time, "clicks", "VIEW", "i" + time, null, null, null);
  }

  @Test
  void aTimelineMergesWhatOnePersonDidUnderSeveralNames() {
    Timelines timelines = new Timelines(1 << 20, 3);
    timelines.add("s", at(5), null, "cookie");
    timelines.add("s", at(1), "account", null);
    timelines.add("s", at(9), "other", null);
    SiteKey account = new SiteKey("s", "account");
    assertThat(timelines.newest(account, 10)).extracting(TimelineEvent::time).containsExactly(1L);
    timelines.login("s", "account", "cookie", 8);
    assertThat(timelines.newest(account, 10))
        .extracting(TimelineEvent::time)
        .containsExactly(5L, 1L);
    for (long time = 10; time < 20; time++) {
      timelines.add("s", at(time), "account", "cookie");
    }
    assertThat(timelines.newest(account, 10))
        .extracting(TimelineEvent::time)
        .containsExactly(19L, 18L, 17L, 5L);
    assertThat(timelines.forget(account)).containsExactlyInAnyOrder("account", "cookie");
    assertThat(timelines.newest(account, 10)).isEmpty();
    assertThat(timelines.newest(new SiteKey("s", "cookie"), 10)).isEmpty();
  }

  @Test
  void twoPeopleOnOneDeviceHaveEachTheirOwnTimeline() {
    Timelines timelines = new Timelines(1 << 20, 10);
    timelines.add("s", at(1), "anna", "pc");
    timelines.logout("s", "pc", 2);
    timelines.add("s", at(3), null, "pc");
    timelines.login("s", "bert", "pc", 4);
    timelines.add("s", at(5), null, "pc");
    assertThat(times(timelines, "anna")).containsExactly(1L);
    assertThat(times(timelines, "bert")).containsExactly(5L);
    assertThat(times(timelines, "pc")).containsExactly(5L);
    timelines.forget(new SiteKey("s", "anna"));
    assertThat(times(timelines, "anna")).isEmpty();
    assertThat(times(timelines, "bert")).containsExactly(5L);
  }

  private static List<Long> times(Timelines timelines, String person) {
    return timelines.newest(new SiteKey("s", person), 10).stream()
        .map(TimelineEvent::time)
        .toList();
  }

  @Test
  void thePopularAreThoseWithTheHighestCounts() {
    Popularity popularity = new Popularity(3);
    for (int i = 0; i < 10; i++) {
      popularity.put("s", "i" + i, i);
    }
    popularity.put("s", "i9", 1.5);
    popularity.put("s", "i0", 100);
    assertThat(popularity.top("s"))
        .extracting(Popularity.Popular::itemId)
        .containsExactly("i0", "i8", "i7");
    popularity.remove(new SiteKey("s", "i8"));
    assertThat(popularity.top("s")).hasSize(2);
    assertThat(popularity.top("none")).isEmpty();
  }

  @Test
  void whatGoesWithSeveralItemsIsTheDecayedSumOfTheirNeighbours() {
    Neighbours neighbours = new Neighbours(1 << 20, 0.5);
    neighbours.put(list("a", new Neighbour("x", 1.0, 1.0), new Neighbour("y", 1.0, 0.8)));
    neighbours.put(list("b", new Neighbour("x", 1.0, 0.25), new Neighbour("a", 1.0, 9.0)));
    List<Neighbours.Candidate> found =
        neighbours.after("default", List.of("a", "b"), 5, id -> true);
    assertThat(found).extracting(Neighbours.Candidate::itemId).containsExactly("x", "y");
    assertThat(found.get(0).score()).isEqualTo(0.75);
    assertThat(found.get(0).reasons().get(0).itemId()).isEqualTo("a");
    assertThat(found.get(0).reasons().get(0).share()).isEqualTo(0.5 / 0.75);
    assertThat(neighbours.after("default", List.of("none"), 5, id -> true)).isEmpty();
  }

  private static ItemNeighbours list(String item, Neighbour... neighbours) {
    return ItemNeighbours.newBuilder()
        .setItemId(item)
        .setEventTime(TIME)
        .setCount(1)
        .setNeighbours(List.of(neighbours))
        .setModelVersion("1")
        .build();
  }

  @Test
  void ratesAreMeasuredOverTheLastSeconds() {
    TopicRate counts = new TopicRate();
    counts.add(1_000);
    assertThat(counts.perSecond()).isZero();
    for (int second = 0; second < 10; second++) {
      counts.sample(second * 1_000L);
      counts.add(second < 5 ? 10 : 20);
    }
    counts.sample(10_000);
    assertThat(counts.total()).isEqualTo(1_150);
    assertThat(counts.perSecond()).isBetween(15.0, 20.0);
  }

  @Test
  void qualityKeepsTheNewestOfEachSeries() {
    QualityHistory quality = new QualityHistory(3);
    IntStream.range(0, 10)
        .forEach(
            i ->
                quality.put(
                    QualityReport.newBuilder()
                        .setMetric(i % 2 == 0 ? "even" : "odd")
                        .setEventTime(TIME.plusSeconds(i))
                        .setValue(i)
                        .setCount(1)
                        .build()));
    assertThat(quality.series(2)).hasSize(2);
    assertThat(quality.series(10).get(0))
        .extracting(QualityReport::getValue)
        .containsExactly(4.0, 6.0, 8.0);
  }

  @Test
  void aReportThatComesAgainReplacesTheEarlier() {
    QualityHistory quality = new QualityHistory(3);
    for (double value : new double[] {0.1, 0.2, 0.3}) {
      quality.put(report(TIME, value));
      quality.put(report(TIME.plusSeconds(60), 1 + value));
    }
    assertThat(quality.series(10))
        .singleElement()
        .satisfies(
            series ->
                assertThat(series).extracting(QualityReport::getValue).containsExactly(0.3, 1.3));
  }

  private static QualityReport report(Instant time, double value) {
    return QualityReport.newBuilder()
        .setMetric("data.completeness")
        .setEventTime(time)
        .setValue(value)
        .setCount(1)
        .build();
  }
}
