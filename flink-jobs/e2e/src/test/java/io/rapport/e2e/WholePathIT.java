package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.ErasureReceipt;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.PrivacyRequestKind;
import io.rapport.avro.Purchase;
import io.rapport.avro.QualityReport;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.TriagedTicket;
import io.rapport.avro.VisitorErasure;
import io.rapport.cli.Main;
import io.rapport.cli.accounting.Ledger;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.local.Component;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import io.rapport.local.JitMode;
import io.rapport.local.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tells one story on the real processes: clean events and every kind of dirt go in, the accounting
 * holds, every product comes out, a task manager dies, and the accounting still holds.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholePathIT {

  private static final Path JOB_JAR = Path.of("..", "jobs", "target", "rapport-jobs-job.jar");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int CLICKS = 3_000;
  private static final int PURCHASES = 200;
  private static final int TICKETS = 90;

  /** The feeds that each consumer accounts for. */
  private static final Map<String, List<String>> CONSUMERS =
      Map.of(
          "customer", List.of("clicks", "purchases", "support-events"),
          "recommendation", List.of("clicks", "purchases"),
          "support", List.of("support-events"));

  private static LocalStack stack;
  private static KafkaSettings settings;
  private static FlinkRest flink;
  private static String jobId;
  private static Producers producers;
  private static Instant now;
  private static Shop shop;

  @BeforeAll
  static void start() {
    stack = LocalStack.builder().compiler(JitMode.QUICK).start();
    now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    shop = new Shop(now);
    settings = KafkaSettings.at(stack.bootstrapServers(), stack.registryUrl());
    int status =
        Main.commandLine()
            .execute(
                "topics",
                "create",
                "--bootstrap",
                stack.bootstrapServers(),
                "--registry",
                stack.registryUrl());
    assertThat(status).isZero();
    flink = FlinkRest.at(stack.flinkUrl());
    jobId =
        flink.run(
            flink.upload(JOB_JAR),
            "io.rapport.jobs.AllJobs",
            List.of(
                "--rapport.kafka.bootstrap-servers", stack.bootstrapServers(),
                "--rapport.kafka.registry-url", stack.registryUrl(),
                "--execution.checkpointing.interval", "2 s",
                "--restart-strategy.type", "fixed-delay",
                "--restart-strategy.fixed-delay.attempts", "100",
                "--restart-strategy.fixed-delay.delay", "1 s"));
    producers = new Producers(settings);
  }

  @AfterAll
  static void stop() {
    if (producers != null) {
      producers.close();
    }
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  @Order(1)
  void everyEventIsAccountedForAndEveryDeadLetterHasItsReason() {
    for (int i = 0; i < Shop.items(); i++) {
      producers.send(shop.item(i));
    }
    Shop.intents().forEach(intent -> producers.send(shop.article(intent)));
    sendClicks(0, CLICKS);
    for (int n = 0; n < PURCHASES; n++) {
      producers.send(shop.purchase(n));
    }
    for (int n = 0; n < TICKETS; n++) {
      producers.send(shop.ticket(n));
      producers.send(shop.label(n));
    }
    producers.send(shop.ticketOfNobody(99_999));
    List<String> reasons = new Dirt(producers, shop, now).send();
    // The same event again: every consumer has to recognise it.
    producers.send(shop.click(CLICKS - 1));
    producers.send(shop.purchase(PURCHASES - 1));
    producers.send(shop.ticket(TICKETS - 1));
    // The newest visitor's past, long before what is known of them.
    producers.send(
        Click.newBuilder(shop.click(CLICKS - 2))
            .setEventId("long-ago")
            .setEventTime(now.minus(Duration.ofDays(20)))
            .build());

    Ledger ledger = drained();
    assertThat(ledger.line("clicks", "customer").duplicate()).isEqualTo(1);
    assertThat(ledger.line("clicks", "recommendation").duplicate()).isEqualTo(1);
    assertThat(ledger.line("purchases", "customer").duplicate()).isEqualTo(1);
    assertThat(ledger.line("support-events", "support").duplicate()).isEqualTo(1);
    assertThat(ledger.line("clicks", "recommendation").late()).isEqualTo(1);
    assertThat(ledger.line("clicks", "customer").deadLettered()).isEqualTo(12);

    List<DeadLetter> letters =
        eventually(
            () -> new Topics(settings).read(DeadLetter.class), l -> l.size() >= reasons.size());
    assertThat(letters)
        .extracting(DeadLetter::getReason)
        .containsExactlyInAnyOrderElementsOf(reasons);
    assertThat(letters).extracting(DeadLetter::getOrigin).doesNotHaveDuplicates();
  }

  @Test
  @Order(2)
  void recommendationsFollowWhatVisitorsDoNext() {
    List<Recommendation> all =
        eventually(
            () -> new Topics(settings).read(Recommendation.class), list -> list.size() >= CLICKS);
    Recommendation last = all.get(all.size() - 1);
    assertThat(last.getItems()).isNotEmpty();
    // Everybody walks from item to item in the same order, so an item's successor leads its list.
    long successors =
        all.stream()
            .skip(all.size() / 2)
            .filter(r -> r.getItems().stream().limit(3).anyMatch(i -> follows(r, i)))
            .count();
    assertThat(successors).isGreaterThan(all.size() / 4);
    assertThat(last.getItems().get(0).getReasons()).isNotEmpty();
  }

  private static boolean follows(Recommendation recommendation, RecommendedItem item) {
    int trigger = Integer.parseInt(recommendation.getTriggerItemId().substring(1));
    return item.getItemId().equals("i" + (trigger + 1) % Shop.items());
  }

  @Test
  @Order(3)
  void profilesAddUpAcrossTheStreams() {
    List<CustomerProfile> profiles =
        eventually(
            () -> new Topics(settings).read(CustomerProfile.class),
            list ->
                list.stream()
                    .anyMatch(
                        p ->
                            p.getCustomerId().equals("c0")
                                && p.getViews() == CLICKS / 100
                                && p.getOrders() == 4
                                && p.getTicketsTotal() > 0));
    assertThat(profiles).extracting(CustomerProfile::getSite).containsOnly("default");
  }

  @Test
  @Order(4)
  void customersGetSegments() {
    assertThat(
            eventually(() -> new Topics(settings).read(CustomerSegment.class), l -> !l.isEmpty()))
        .allSatisfy(segment -> assertThat(segment.getReasons()).isNotEmpty());
  }

  @Test
  @Order(5)
  void ticketsAreTriagedByWhatAgentsTaughtAndRedacted() {
    int[] next = {10_000};
    List<TriagedTicket> triaged =
        eventually(
            () -> {
              producers.send(shop.ticket(next[0]++));
              return new Topics(settings).read(TriagedTicket.class);
            },
            list -> list.stream().filter(WholePathIT::rightIntent).count() >= 5);
    assertThat(triaged)
        .allSatisfy(
            ticket -> {
              assertThat(ticket.getRedactedBody()).doesNotContain("@example.com");
              assertThat(ticket.getRedactions()).containsKey("email");
            });
  }

  private static boolean rightIntent(TriagedTicket ticket) {
    int number = Integer.parseInt(ticket.getTicketId().substring(1));
    return Shop.intent(number).equals(ticket.getIntent());
  }

  @Test
  @Order(6)
  void theEngineReportsHowWellItDoes() {
    assertThat(
            eventually(
                () -> new Topics(settings).read(QualityReport.class),
                list ->
                    list.stream()
                        .map(QualityReport::getMetric)
                        .collect(Collectors.toSet())
                        .containsAll(
                            Set.of(
                                "recommendation.hit-rate-20",
                                "recommendation.mrr-20",
                                "support.accuracy",
                                "support.brier-score"))))
        .filteredOn(report -> !report.getMetric().matches("data\\.(delay.*|drift)"))
        .allSatisfy(
            report -> {
              // Novelty is in bits, everything else a share.
              double most = report.getMetric().equals("exposure.novelty") ? 64 : 1;
              assertThat(report.getValue()).isBetween(0.0, most);
              assertThat(report.getCount()).isPositive();
            });
  }

  @Test
  @Order(7)
  void anIncompatibleProducerIsRefused() {
    assertThatThrownBy(() -> IncompatibleClick.register(settings))
        .hasMessageContaining("rapport.clicks-value");
  }

  @Test
  @Order(8)
  void theAccountingSurvivesTheDeathOfATaskManager() {
    sendClicks(CLICKS, CLICKS + 500);
    stack.kill(Component.TASK_MANAGER);
    sendClicks(CLICKS + 500, CLICKS + 1_000);
    stack.restart(Component.TASK_MANAGER);
    sendClicks(CLICKS + 1_000, CLICKS + 1_500);
    Ledger ledger = drained();
    assertThat(ledger.line("clicks", "recommendation").duplicate()).isEqualTo(1);
    assertThat(ledger.line("clicks", "customer").deadLettered()).isEqualTo(12);
  }

  @Test
  @Order(9)
  void anErasureReachesCookieAndAccountInEveryJobAndHasItsReceipts() {
    producers.send(
        PrivacyRequest.newBuilder()
            .setEventId("erase-c0")
            .setEventTime(Instant.now())
            .setRequestId("request-c0")
            .setKind(PrivacyRequestKind.ERASURE)
            .setCustomerId("c0")
            .build());
    Topics topics = new Topics(settings);
    List<ErasureReceipt> receipts =
        eventually(
            () -> topics.read(ErasureReceipt.class),
            all ->
                removed(all, "visits") > 0
                    && removed(all, "orders") > 0
                    && removed(all, "tickets") >= 2);
    assertThat(receipts).extracting(ErasureReceipt::getRequestId).containsOnly("request-c0");
    assertThat(receipts)
        .extracting(ErasureReceipt::getComponent)
        .contains("customer", "recommendation", "support");
    Set<String> triaged = topics.keysNow(TriagedTicket.class);
    assertThat(triaged).contains("default/t1").doesNotContain("default/t0", "default/t50");
    assertThat(removed(receipts, "profiles")).isEqualTo(1);
    // 45 clicks of the cookie; four orders of the account.
    assertThat(removed(receipts, "visits")).isEqualTo(45);
    assertThat(removed(receipts, "orders")).isEqualTo(4);
    assertThat(topics.read(VisitorErasure.class))
        .extracting(VisitorErasure::getVisitorId)
        .contains("v0", "c0");
  }

  @Test
  @Order(10)
  void ordersOfAForeignShopReachTheProfileOnce(@TempDir Path dir) throws IOException {
    String order =
        "{\"id\":88001,\"updated_at\":\"%s\",\"email\":\"shopper@example.com\",\"currency\":\"EUR\","
            + "\"taxes_included\":true,\"customer\":{\"id\":\"foreign-1\"},\"line_items\":[{\"id\":1,"
            + "\"product_id\":\"item-1\",\"quantity\":2,\"price\":\"60.00\","
            + "\"discount_allocations\":[{\"amount\":\"%s\"}]}]%s}\n";
    String refund =
        ",\"refunds\":[{\"id\":5,\"created_at\":\"%s\",\"refund_line_items\":[{\"line_item_id\":1,"
            + "\"quantity\":1,\"subtotal\":50.0}]}]";
    Path orders = dir.resolve("orders.jsonl");
    Files.writeString(
        orders,
        order.formatted(now, "0.00", "")
            + order.formatted(now.plusSeconds(1), "20.00", "")
            + order.formatted(
                now.plusSeconds(2), "20.00", refund.formatted(now.plusMillis(1_500))));
    Path calls = dir.resolve("calls.jsonl");
    Files.writeString(
        calls,
        ("{\"type\":\"identify\",\"messageId\":\"seg-1\",\"userId\":\"foreign-1\","
                + "\"anonymousId\":\"foreign-cookie\",\"timestamp\":\"%s\","
                + "\"traits\":{\"email\":\"shopper@example.com\",\"address\":{\"country\":\"DE\"}}}\n"
                + "{\"type\":\"track\",\"messageId\":\"seg-2\",\"anonymousId\":\"foreign-cookie\","
                + "\"event\":\"Product Viewed\",\"timestamp\":\"%s\","
                + "\"properties\":{\"product_id\":\"item-1\"}}\n")
            .formatted(now.plusSeconds(3), now.plusSeconds(4)));
    importFile(orders, "shopify");
    importFile(orders, "shopify"); // A second import gives duplicates.
    importFile(calls, "segment");
    assertThat(
            eventually(
                () -> profile("foreign-1"),
                profile ->
                    profile.isPresent()
                        && profile.get().getViews() == 1
                        && profile.get().getReturns() == 1))
        .hasValueSatisfying(
            profile -> {
              assertThat(profile.getOrders()).isEqualTo(1);
              assertThat(profile.getReturns()).isEqualTo(1);
              // Twice 60 less 20, less one of them sent back.
              assertThat(profile.getSpend()).isEqualByComparingTo("50");
              assertThat(profile.getEmail()).isEqualTo("shopper@example.com");
              assertThat(profile.getVisitorIds()).contains("foreign-cookie");
            });
  }

  private static Optional<CustomerProfile> profile(String customerId) {
    return new Topics(settings)
        .read(CustomerProfile.class).stream()
            .filter(profile -> profile.getCustomerId().equals(customerId))
            .reduce((before, after) -> after);
  }

  private static void importFile(Path file, String format) {
    int status =
        Main.commandLine()
            .execute(
                "import",
                file.toString(),
                "--format",
                format,
                "--yes",
                "--bootstrap",
                stack.bootstrapServers(),
                "--registry",
                stack.registryUrl());
    assertThat(status).isZero();
  }

  private static long removed(List<ErasureReceipt> receipts, String kind) {
    return receipts.stream()
        .mapToLong(receipt -> receipt.getRemoved().getOrDefault(kind, 0L))
        .sum();
  }

  private static void sendClicks(int from, int to) {
    for (int n = from; n < to; n++) {
      producers.send(shop.click(n));
    }
  }

  /** Waits until everything acknowledged was read and is accounted for by every consumer. */
  private static Ledger drained() {
    Map<String, Long> sent =
        Map.of(
            "clicks", producers.acknowledged(Click.class),
            "purchases", producers.acknowledged(Purchase.class),
            "support-events", producers.acknowledged(SupportEvent.class),
            "catalogue", producers.acknowledged(CatalogueItem.class),
            "knowledge-articles", producers.acknowledged(KnowledgeArticle.class));
    return eventually(() -> Ledger.read(flink, jobId), ledger -> balanced(ledger, sent));
  }

  private static boolean balanced(Ledger ledger, Map<String, Long> sent) {
    return sent.entrySet().stream().allMatch(e -> ledger.in(e.getKey()) == e.getValue())
        && CONSUMERS.entrySet().stream()
            .allMatch(
                consumer ->
                    consumer.getValue().stream()
                        .allMatch(feed -> ledger.line(feed, consumer.getKey()).difference() == 0));
  }

  /** Asks again until the answer is the one wanted, and fails with the last one. */
  private static <T> T eventually(Supplier<T> question, Predicate<T> wanted) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      T answer = question.get();
      if (wanted.test(answer)) {
        return answer;
      }
      Optional<FlinkJob> ended =
          flink.jobs().stream().filter(job -> job.id().equals(jobId) && job.ended()).findFirst();
      assertThat(ended).as(() -> flink.failure(jobId)).isEmpty();
      assertThat(Instant.now()).as("the last answer was " + answer).isBefore(deadline);
    }
  }
}
