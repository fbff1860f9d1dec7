package io.rapport.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.CustomerIdentity;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.IdentityDecision;
import io.rapport.avro.IdentityDecisionKind;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.Neighbour;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.PurchaseLine;
import io.rapport.avro.QualityReport;
import io.rapport.avro.Recommendation;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.avro.TriagedTicket;
import io.rapport.connectors.kafka.KafkaOptions;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.TopicAdmin;
import io.rapport.connectors.kafka.TopicReader;
import io.rapport.connectors.kafka.WireProducer;
import io.rapport.jobs.customer.CustomerJob;
import io.rapport.jobs.recommendation.RecommendationJob;
import io.rapport.jobs.segment.SegmentJob;
import io.rapport.jobs.support.SupportJob;
import io.rapport.jobs.testing.Await;
import io.rapport.local.Component;
import io.rapport.local.JitMode;
import io.rapport.local.LocalStack;
import io.rapport.schemas.ContractTypes;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectClusterClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jobs after the last event, on a real broker: nothing comes any more, and every product is
 * complete all the same. How many seconds each took is printed.
 */
class QuietStreamIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(5)
              .setConfiguration(memory())
              .build());

  /** For a machine on which much else runs. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int CUSTOMERS = 40;

  private static LocalStack stack;

  private final AtomicReference<Exception> failed = new AtomicReference<>();
  private ClusterClient<?> cluster;
  private Instant lastEvent;

  private static Configuration memory() {
    Configuration configuration = new Configuration();
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(256));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(256));
    return configuration;
  }

  @BeforeAll
  static void startStack() {
    stack =
        LocalStack.builder()
            .compiler(JitMode.QUICK)
            .only(Component.BROKER, Component.REGISTRY)
            .start();
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }

  @BeforeEach
  void connect(@InjectClusterClient ClusterClient<?> client) {
    cluster = client;
  }

  @AfterEach
  void cancelJobs() throws Exception {
    for (JobStatusMessage job : cluster.listJobs().get(1, TimeUnit.MINUTES)) {
      if (!job.getJobState().isGloballyTerminalState()) {
        cluster.cancel(job.getJobId()).get(1, TimeUnit.MINUTES);
        Await.until(
            () -> cluster.getJobStatus(job.getJobId()).get(1, TimeUnit.MINUTES),
            JobStatus::isGloballyTerminalState);
      }
    }
  }

  private static KafkaSettings settings(String prefix) {
    Configuration options = new Configuration();
    options.set(KafkaOptions.BOOTSTRAP_SERVERS, stack.bootstrapServers());
    options.set(KafkaOptions.REGISTRY_URL, stack.registryUrl());
    options.set(KafkaOptions.TOPIC_PREFIX, prefix);
    options.set(KafkaOptions.PARTITIONS, 2);
    KafkaSettings settings = KafkaOptions.settings(options);
    try (TopicAdmin admin = new TopicAdmin(settings)) {
      admin.create(settings.topics(ContractTypes.ALL));
    }
    return settings;
  }

  private static String[] arguments(KafkaSettings settings, String group, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--rapport.kafka.bootstrap-servers",
                settings.bootstrapServers(),
                "--rapport.kafka.registry-url",
                settings.registryUrl(),
                "--rapport.kafka.topic-prefix",
                settings.topicPrefix(),
                "--rapport.kafka.group-id",
                group,
                "--rapport.quality.report-interval",
                "1 s",
                "--parallelism.default",
                "1",
                "--execution.checkpointing.interval",
                "2 s",
                "--restart-strategy.type",
                "none"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  @Test
  void everyProductIsCompleteAfterTheLastEvent() throws Exception {
    KafkaSettings settings = settings("quiet.");
    String[] arguments = arguments(settings, "live");
    // Only options of its own domains are known to a job.
    String[] customer = without(arguments, "--rapport.quality.report-interval");
    run(CustomerJob::main, customer);
    run(RecommendationJob::main, arguments);
    run(SegmentJob::main, customer);
    run(SupportJob::main, arguments);
    try (WireProducer producer = new WireProducer(settings)) {
      producer.send(click("warm", 0, "v-warm", ClickAction.VIEW, "a").build());
      producer.send(ticket("warm", 0).build());
      eventually(
          settings,
          CustomerProfile.class,
          CustomerProfile::getCustomerId,
          all -> assertThat(all).containsKey("v-warm"));
      eventually(
          settings,
          Recommendation.class,
          Recommendation::getVisitorId,
          all -> assertThat(all).containsKey("v-warm"));
      eventually(
          settings,
          TriagedTicket.class,
          TriagedTicket::getTicketId,
          all -> assertThat(all).containsKey("t-warm"));
      sendAll(producer);
    }
    lastEvent = Instant.now();

    print(
        "the visitor's profile",
        eventually(
            settings,
            CustomerProfile.class,
            CustomerProfile::getCustomerId,
            all -> {
              assertThat(all.get("v9").getViews()).isEqualTo(9);
              assertThat(all.get("old").getOrders()).isEqualTo(1);
              assertThat(all.get("c1").getTicketsTotal()).isEqualTo(1);
            }));
    print(
        "neighbours of items",
        eventually(
            settings,
            ItemNeighbours.class,
            ItemNeighbours::getItemId,
            all -> {
              assertThat(neighbours(all.get("a"))).contains("b");
              assertThat(neighbours(all.get("b"))).contains("a");
              // The last visit of a came before the last of b.
              assertThat(all.get("a").getEventTime()).isEqualTo(all.get("b").getEventTime());
            }));
    print(
        "the reports of quality",
        eventually(
            settings,
            QualityReport.class,
            QualityReport::getMetric,
            all -> assertThat(all).containsKey("recommendation.click-through-rate")));
    print(
        "customers' segments",
        eventually(
            settings,
            CustomerSegment.class,
            CustomerSegment::getCustomerId,
            all ->
                assertThat(all.keySet())
                    .containsAll(
                        Stream.iterate(0, i -> i + 1)
                            .limit(CUSTOMERS)
                            .map(i -> "c" + i)
                            .toList())));
  }

  /** Two accounts of one person, and somebody who says no. */
  @Test
  void personsAreResolvedAndDecidedOn() throws Exception {
    KafkaSettings settings = settings("persons.");
    run(
        CustomerJob::main,
        without(arguments(settings, "live"), "--rapport.quality.report-interval"));
    try (WireProducer producer = new WireProducer(settings)) {
      // Topics just made take no record for a moment.
      producer.send(click("warm", 0, "v-warm", ClickAction.VIEW, "a").build());
      eventually(
          settings,
          CustomerProfile.class,
          CustomerProfile::getCustomerId,
          all -> assertThat(all).containsKey("v-warm"));
      producer.send(person("p1", 20_000));
      producer.send(person("p2", 10_000));
      eventually(
          settings,
          CustomerIdentity.class,
          CustomerIdentity::getCustomerId,
          all -> assertThat(all.get("p2").getMergedInto()).isEqualTo("p1"));
      eventually(
          settings,
          CustomerProfile.class,
          CustomerProfile::getCustomerId,
          all -> {
            assertThat(all.get("p1").getAccounts()).containsExactly("p1", "p2");
            assertThat(all.get("p2").getMergedInto()).isEqualTo("p1");
          });
      producer.send(
          IdentityDecision.newBuilder()
              .setEventId("no")
              .setEventTime(before(0))
              .setKind(IdentityDecisionKind.REJECT)
              .setFirst("p1")
              .setSecond("p2")
              .build());
      eventually(
          settings,
          CustomerIdentity.class,
          CustomerIdentity::getCustomerId,
          all -> assertThat(all.get("p2").getConflicts()).hasSize(1));
      eventually(
          settings,
          CustomerProfile.class,
          CustomerProfile::getCustomerId,
          all -> {
            assertThat(all.get("p1").getAccounts()).isEmpty();
            assertThat(all.get("p2").getMergedInto()).isNull();
          });
    }
  }

  private static CustomerRecord person(String account, long ago) {
    return CustomerRecord.newBuilder()
        .setEventId("record-" + account)
        .setEventTime(before(ago))
        .setCustomerId(account)
        .setGivenName("Isabelle")
        .setFamilyName("Wexford")
        .setBirthDate("1980-03-04")
        .setEmail("i.wexford@mail.example")
        .build();
  }

  @Test
  void aReplayOfTheWholeTopicsMakesTheSameProfiles() throws Exception {
    KafkaSettings settings = settings("replay.");
    String[] live = without(arguments(settings, "live"), "--rapport.quality.report-interval");
    JobID job = run(CustomerJob::main, live);
    try (WireProducer producer = new WireProducer(settings)) {
      // Topics just made take no record for a moment.
      producer.send(click("warm", 0, "v-warm", ClickAction.VIEW, "a").build());
      eventually(
          settings,
          CustomerProfile.class,
          CustomerProfile::getCustomerId,
          all -> assertThat(all).containsKey("v-warm"));
      sendAll(producer);
    }
    Await.untilAsserted(PATIENCE, () -> facts(settings, Map.of()), QuietStreamIT::requireAll);
    cluster.cancel(job).get(1, TimeUnit.MINUTES);
    Await.until(
        () -> cluster.getJobStatus(job).get(1, TimeUnit.MINUTES),
        JobStatus::isGloballyTerminalState);
    Map<String, String> first = facts(settings, Map.of());
    Map<String, Integer> versions = versions(settings);

    run(
        CustomerJob::main,
        without(arguments(settings, "again"), "--rapport.quality.report-interval"));

    Await.untilAsserted(
        PATIENCE,
        () -> {
          assertThat(failed.get()).as("the failure of the job").isNull();
          return facts(settings, versions);
        },
        replayed -> assertThat(replayed).isEqualTo(first));
  }

  private static void requireAll(Map<String, String> facts) {
    assertThat(facts.keySet()).contains("v9", "old", "c1");
    assertThat(facts.get("v9")).startsWith("9 views");
    assertThat(facts.get("old")).contains("1 orders");
    assertThat(facts.get("c1")).contains("1 tickets");
    for (int i = 0; i < CUSTOMERS; i++) {
      assertThat(facts.getOrDefault("c" + i, "nothing"))
          .as("c%d of %s", i, facts)
          .startsWith("%d views, %d orders".formatted(i % 5 + 1, i % 3 == 0 ? 1 : 0));
    }
  }

  /**
   * The newest facts of the customers that {@link #requireAll} knows. Quintiles are left out: they
   * depend on who else was known.
   *
   * @param versions of each customer's profile that do not count
   */
  private static Map<String, String> facts(KafkaSettings settings, Map<String, Integer> versions) {
    Map<String, Integer> seen = new HashMap<>();
    Map<String, String> facts = new TreeMap<>();
    for (CustomerProfile profile : read(settings, CustomerProfile.class)) {
      String customer = profile.getCustomerId();
      boolean counts = seen.merge(customer, 1, Integer::sum) > versions.getOrDefault(customer, 0);
      if (counts && customer.matches("v9|old|c\\d+")) {
        facts.put(
            customer,
            "%d views, %d orders of %s, %d tickets, cookies %s, last seen %s"
                .formatted(
                    profile.getViews(),
                    profile.getOrders(),
                    profile.getSpend(),
                    profile.getTicketsTotal(),
                    profile.getVisitorIds(),
                    profile.getEventTime()));
      }
    }
    return facts;
  }

  private static Map<String, Integer> versions(KafkaSettings settings) {
    Map<String, Integer> versions = new HashMap<>();
    read(settings, CustomerProfile.class)
        .forEach(profile -> versions.merge(profile.getCustomerId(), 1, Integer::sum));
    return versions;
  }

  private static void sendAll(WireProducer producer) throws Exception {
    for (int i = 0; i < CUSTOMERS; i++) {
      for (int view = 0; view <= i % 5; view++) {
        producer.send(
            click("c" + i + "-" + view, 900, "v" + 100 + i, ClickAction.VIEW, "i" + view)
                .setCustomerId("c" + i)
                .build());
      }
      if (i % 3 == 0) {
        producer.send(order("c" + i, 800, "c" + i).build());
      }
    }
    producer.send(ticket("1", 700).setCustomerId("c1").build());
    producer.send(click("shown", 600, "w", ClickAction.IMPRESSION, "a").build());
    producer.send(click("clicked", 500, "w", ClickAction.RECOMMENDATION_CLICK, "a").build());
    for (int i = 0; i < 9; i++) {
      producer.send(
          click("v9-" + i, 90 - 10 * i, "v9", ClickAction.VIEW, i % 2 == 0 ? "a" : "b").build());
    }
    producer.send(order("old", Duration.ofDays(300).toMillis(), "old").build());
  }

  @Test
  void timersFireThatWereSetBeforeARestart(@TempDir Path savepoints) throws Exception {
    KafkaSettings settings = settings("restart.");
    String[] arguments =
        without(
            arguments(settings, "live", "--rapport.customer.publish-interval", "40 s"),
            "--rapport.quality.report-interval");
    JobID job = run(CustomerJob::main, arguments);
    try (WireProducer producer = new WireProducer(settings)) {
      // The time of quiet counts from the receipt: the job has to run by then.
      producer.send(click("warm", 0, "v-warm", ClickAction.VIEW, "a").build());
      eventually(
          settings,
          CustomerProfile.class,
          CustomerProfile::getCustomerId,
          all -> assertThat(all).containsKey("v-warm"));
      for (int i = 0; i < 9; i++) {
        producer.send(click("" + i, 90 - 10 * i, "v9", ClickAction.VIEW, "a").build());
      }
    }
    eventually(
        settings,
        CustomerProfile.class,
        CustomerProfile::getCustomerId,
        all -> assertThat(all).containsKey("v9"));
    String savepoint =
        cluster
            .stopWithSavepoint(
                job, false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(1, TimeUnit.MINUTES);
    assertThat(read(settings, CustomerProfile.class))
        .filteredOn(profile -> profile.getCustomerId().equals("v9"))
        .extracting(CustomerProfile::getViews)
        .containsExactly(1L);

    run(
        CustomerJob::main,
        Stream.concat(Stream.of(arguments), Stream.of("--execution.state-recovery.path", savepoint))
            .toArray(String[]::new));
    eventually(
        settings,
        CustomerProfile.class,
        CustomerProfile::getCustomerId,
        all -> assertThat(all.get("v9").getViews()).isEqualTo(9));
  }

  /** A job's main method. */
  @FunctionalInterface
  private interface Main {
    void run(String[] arguments) throws Exception;
  }

  /** Runs a job in a thread of its own, because on a MiniCluster it returns when the job ends. */
  private JobID run(Main job, String... arguments) throws Exception {
    Set<JobID> before = jobs();
    Thread thread =
        new Thread(
            () -> {
              try {
                job.run(arguments);
              } catch (JobCancellationException e) {
                // By a test.
              } catch (Exception e) {
                failed.compareAndSet(null, e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return Await.until(this::jobs, now -> now.size() > before.size()).stream()
        .filter(id -> !before.contains(id))
        .findFirst()
        .orElseThrow();
  }

  private Set<JobID> jobs() throws Exception {
    return cluster.listJobs().get(1, TimeUnit.MINUTES).stream()
        .map(JobStatusMessage::getJobId)
        .collect(Collectors.toSet());
  }

  private static String[] without(String[] arguments, String option) {
    List<String> rest = new ArrayList<>(List.of(arguments));
    int at = rest.indexOf(option);
    rest.subList(at, at + 2).clear();
    return rest.toArray(String[]::new);
  }

  private static Click.Builder click(
      String id, long ago, String visitor, ClickAction action, String item) {
    return Click.newBuilder()
        .setEventId(id)
        .setEventTime(before(ago))
        .setVisitorId(visitor)
        .setAction(action)
        .setItemId(item);
  }

  private static Purchase.Builder order(String id, long ago, String customer) {
    return Purchase.newBuilder()
        .setEventId("order-" + id)
        .setEventTime(before(ago))
        .setOrderId(id)
        .setKind(PurchaseKind.ORDER)
        .setCustomerId(customer)
        .setCurrency("EUR")
        .setLines(List.of(new PurchaseLine("a", 1, new BigDecimal("9.9900"), null, null, null)));
  }

  private static SupportEvent.Builder ticket(String id, long ago) {
    return SupportEvent.newBuilder()
        .setEventId("ticket-" + id)
        .setEventTime(before(ago))
        .setTicketId("t-" + id)
        .setKind(SupportEventKind.OPENED)
        .setRequesterEmail(id + "@example.com")
        .setSubject("My parcel")
        .setBody("Where is it?");
  }

  private static Instant before(long millis) {
    return Instant.now().minusMillis(millis).truncatedTo(ChronoUnit.MILLIS);
  }

  private static List<String> neighbours(ItemNeighbours item) {
    return item.getNeighbours().stream().map(Neighbour::getItemId).toList();
  }

  private static <A extends SpecificRecord> List<A> read(KafkaSettings settings, Class<A> type) {
    List<A> values = new ArrayList<>();
    assertThat(new TopicReader(settings).forEach(type, values::add)).isZero();
    return values;
  }

  /** Reads the newest records by key until they are as wanted; returns when they were. */
  private <A extends SpecificRecord> Instant eventually(
      KafkaSettings settings,
      Class<A> type,
      Function<A, String> key,
      Consumer<Map<String, A>> wanted)
      throws Exception {
    Await.untilAsserted(
        PATIENCE,
        () -> {
          assertThat(failed.get()).as("the failure of a job").isNull();
          Map<String, A> newest = new LinkedHashMap<>();
          read(settings, type).forEach(record -> newest.put(key.apply(record), record));
          return newest;
        },
        all -> {
          assertThat(all).isNotEmpty();
          try {
            wanted.accept(all);
          } catch (NullPointerException e) {
            throw new AssertionError("one is missing of " + all.keySet(), e);
          }
        });
    return Instant.now();
  }

  private void print(String product, Instant complete) {
    System.out.printf(
        "%s complete %.1f s after the last event%n",
        product, Duration.between(lastEvent, complete).toMillis() / 1e3);
  }
}
