package io.rapport.cli.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Map<String, Double> BALANCED =
      Map.ofEntries(
          Map.entry("clean_clicks.rapport.intake.clicks.in", 100.0),
          Map.entry("clean_clicks.rapport.intake.clicks.dead-lettered", 10.0),
          Map.entry("join.rapport.customer.clicks.processed", 80.0),
          Map.entry("join.rapport.customer.clicks.duplicate", 10.0),
          Map.entry("history.rapport.recommendation.clicks.processed", 75.0),
          Map.entry("history.rapport.recommendation.clicks.late", 5.0),
          Map.entry("history.rapport.recommendation.clicks.duplicate", 10.0),
          Map.entry("clean_purchases.rapport.intake.purchases.in", 7.0),
          Map.entry("join.rapport.customer.purchases.processed", 7.0),
          Map.entry("history.rapport.recommendation.purchases.processed", 7.0),
          Map.entry("clean_support.rapport.intake.support-events.in", 3.0),
          Map.entry("join.rapport.customer.support-events.processed", 3.0),
          Map.entry("triage.rapport.support.support-events.processed", 3.0),
          Map.entry("join.numRecordsIn", 5000.0));
  private static final Map<String, Long> PRODUCED =
      Map.of("clicks", 100L, "purchases", 7L, "support-events", 3L);

  @Test
  void readsEveryGauge() {
    Ledger ledger = Ledger.of(BALANCED);

    assertThat(ledger.in("clicks")).isEqualTo(100);
    assertThat(ledger.consumers("clicks")).containsExactly("customer", "recommendation");
    assertThat(ledger.lines())
        .contains(
            new Ledger.Line("clicks", "customer", 100, 80, 10, 0, 10),
            new Ledger.Line("clicks", "recommendation", 100, 75, 10, 5, 10));
  }

  @Test
  void showsNoFewerThanNoneInFlightWhileTheJobRuns() {
    Map<String, Double> readApart = new HashMap<>(BALANCED);
    readApart.put("join.rapport.customer.clicks.processed", 85.0);
    readApart.put("history.rapport.recommendation.clicks.processed", 72.0);
    Ledger ledger = Ledger.of(readApart);

    assertThat(ledger.lines())
        .filteredOn(line -> line.feed().equals("clicks"))
        .extracting(Ledger.Line::inFlight)
        .containsExactly(0L, 3L);
    assertThat(LedgerTable.of(List.of(ledger)).toString())
        .contains("IN FLIGHT")
        .doesNotContain("-5");
  }

  @Test
  void passesWhatBalances() {
    assertThat(Audit.problems(PRODUCED, PRODUCED, Map.of("all", Ledger.of(BALANCED)))).isEmpty();
  }

  @Test
  void findsAnEventThatIsNowhere() {
    assertThat(problemsWith("history.rapport.recommendation.clicks.processed", 74))
        .containsExactly(
            "clicks at recommendation: 100 in, but 74 processed + 10 dead-lettered + 5 late + 10"
                + " duplicate");
  }

  @Test
  void findsAnEventCountedTwice() {
    assertThat(problemsWith("join.rapport.customer.purchases.late", 1))
        .containsExactly(
            "purchases at customer: 7 in, but 7 processed + 0 dead-lettered + 1 late + 0"
                + " duplicate");
  }

  @Test
  void findsAnEventThatWasNotRead() {
    Map<String, Long> more = new HashMap<>(PRODUCED);
    more.put("support-events", 4L);

    assertThat(Audit.problems(more, more, Map.of("all", Ledger.of(BALANCED))))
        .containsExactly("support-events: 4 arrived, but 3 read by all");
  }

  @Test
  void findsAnEventThatTheBrokerLost() {
    Map<String, Long> more = new HashMap<>(PRODUCED);
    more.put("support-events", 4L);

    assertThat(Audit.problems(more, PRODUCED, Map.of("all", Ledger.of(BALANCED))))
        .containsExactly("support-events: 4 produced, but the broker holds 3");
  }

  @Test
  void tellsOfEventsThatOthersSent() {
    Map<String, Long> fewer = new HashMap<>(PRODUCED);
    fewer.put("support-events", 2L);

    assertThat(Audit.problems(fewer, PRODUCED, Map.of("all", Ledger.of(BALANCED)))).isEmpty();
    assertThat(Audit.visitors(fewer, PRODUCED))
        .containsExactly("support-events: 1 came from elsewhere, such as the console's shop");
    assertThat(Audit.visitors(PRODUCED, PRODUCED)).isEmpty();
  }

  @Test
  void findsAConsumerThatDoesNotAccount() {
    Map<String, Double> silent = new HashMap<>(BALANCED);
    silent.remove("triage.rapport.support.support-events.processed");

    assertThat(Audit.problems(PRODUCED, PRODUCED, Map.of("all", Ledger.of(silent))))
        .containsExactly("support-events: not accounted for by support");
  }

  @Test
  void checksEachOfSeveralJobs() {
    Map<String, Ledger> jobs =
        Map.of(
            "customer", job("customer"),
            "recommendation", job("recommendation"),
            "support", job("support"));
    Map<String, Long> more = new HashMap<>(PRODUCED);
    more.put("purchases", 8L);

    assertThat(Audit.problems(PRODUCED, PRODUCED, jobs)).isEmpty();
    assertThat(Audit.problems(more, more, jobs))
        .containsExactlyInAnyOrder(
            "purchases: 8 arrived, but 7 read by customer",
            "purchases: 8 arrived, but 7 read by recommendation");
    assertThat(Audit.problems(PRODUCED, PRODUCED, Map.of("customer", job("customer"))))
        .containsExactlyInAnyOrder(
            "clicks: not accounted for by recommendation",
            "purchases: not accounted for by recommendation",
            "support-events: not accounted for by support");
    assertThat(
            LedgerTable.of(jobs.values()).toString().lines().map(line -> line.split(" +", -1)[1]))
        .containsExactly(
            "CONSUMER",
            "customer",
            "recommendation",
            "customer",
            "recommendation",
            "customer",
            "support");
  }

  @Test
  void findsAFeedThatNoJobReads() {
    Map<String, Long> more = new HashMap<>(PRODUCED);
    more.put("catalogue", 5L);

    assertThat(Audit.problems(more, more, Map.of("all", Ledger.of(BALANCED))))
        .containsExactly("catalogue: 5 arrived, but no job reads it");
  }

  /** The ledger of a job by itself: its own gauges, and those of the intake of its feeds. */
  private static Ledger job(String consumer) {
    Map<String, Double> own = new HashMap<>(BALANCED);
    own.keySet()
        .removeIf(name -> !name.contains(".intake.") && !name.contains("." + consumer + "."));
    own.keySet()
        .removeIf(
            name ->
                name.contains(".intake.")
                    && own.keySet().stream()
                        .noneMatch(
                            other ->
                                other.contains(
                                    "." + consumer + "." + name.split("\\.", -1)[3] + ".")));
    return Ledger.of(own);
  }

  private static List<String> problemsWith(String metric, double value) {
    Map<String, Double> changed = new HashMap<>(BALANCED);
    changed.put(metric, value);
    return Audit.problems(PRODUCED, PRODUCED, Map.of("all", Ledger.of(changed)));
  }
}
