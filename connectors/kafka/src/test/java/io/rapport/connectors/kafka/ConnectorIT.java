package io.rapport.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.Purchase;
import io.rapport.connectors.kafka.flink.TypedSink;
import io.rapport.connectors.kafka.flink.TypedSource;
import io.rapport.connectors.kafka.flink.time.GuardedWatermarks;
import io.rapport.connectors.kafka.registry.RefusedSchemaException;
import io.rapport.connectors.kafka.registry.SchemaRegistry;
import io.rapport.connectors.kafka.registry.UnknownSchemaIdException;
import io.rapport.local.Component;
import io.rapport.local.JitMode;
import io.rapport.local.LocalStack;
import io.rapport.schemas.ContractTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The connector against a real broker, a real registry and a real, if small, Flink cluster. */
class ConnectorIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static LocalStack stack;

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

  /** Every test has topics of its own. */
  private static KafkaSettings settings(String prefix) {
    Configuration options = new Configuration();
    options.set(KafkaOptions.BOOTSTRAP_SERVERS, stack.bootstrapServers());
    options.set(KafkaOptions.REGISTRY_URL, stack.registryUrl());
    options.set(KafkaOptions.TOPIC_PREFIX, prefix);
    options.set(KafkaOptions.GROUP_ID, prefix + "group");
    options.set(KafkaOptions.PARTITIONS, 2);
    return KafkaOptions.settings(options);
  }

  private static void create(KafkaSettings settings, List<Class<? extends SpecificRecord>> types) {
    try (TopicAdmin admin = new TopicAdmin(settings)) {
      admin.create(settings.topics(types));
    }
  }

  @Test
  void createsTopicsOnceAndDescribesThem() {
    KafkaSettings settings = settings("admin.");
    try (TopicAdmin admin = new TopicAdmin(settings)) {
      List<Topic<?>> all = settings.topics(ContractTypes.ALL);
      assertThat(admin.describe(all)).noneMatch(TopicAdmin.Description::exists);

      assertThat(admin.create(settings.topics(List.of(Click.class)))).hasSize(1);
      assertThat(admin.create(all)).hasSize(all.size() - 1).doesNotContain("admin.rapport.clicks");
      assertThat(admin.create(all)).isEmpty();

      assertThat(admin.describe(settings.topics(List.of(Click.class, CatalogueItem.class))))
          .containsExactly(
              new TopicAdmin.Description(
                  "admin.rapport.clicks",
                  true,
                  2,
                  1,
                  "delete",
                  Duration.ofDays(7).toMillis(),
                  "LogAppendTime",
                  0),
              new TopicAdmin.Description(
                  "admin.rapport.catalogue",
                  true,
                  2,
                  1,
                  "compact",
                  Duration.ofDays(7).toMillis(),
                  "LogAppendTime",
                  0));
    }
  }

  @Test
  void registersContractsAndRefusesAnIncompatibleProducer() throws Exception {
    KafkaSettings settings = settings("contracts.");
    List<Topic<?>> topics = settings.topics(ContractTypes.ALL);
    Map<String, Integer> ids = Contracts.register(stack.registryUrl(), topics);
    assertThat(ids).hasSize(ContractTypes.ALL.size());
    assertThat(Contracts.register(stack.registryUrl(), topics)).isEqualTo(ids);

    var incompatible =
        SchemaBuilder.record("Click")
            .namespace("io.rapport.avro")
            .fields()
            .requiredString("eventId")
            .requiredString("brandNew")
            .endRecord();
    try (SchemaRegistry registry = new SchemaRegistry(stack.registryUrl())) {
      assertThatThrownBy(() -> registry.register("contracts.rapport.clicks-value", incompatible))
          .isInstanceOf(RefusedSchemaException.class)
          .hasMessageContaining("contracts.rapport.clicks-value")
          .hasMessageContaining("brandNew");
      assertThatThrownBy(() -> registry.schema(999_999))
          .isInstanceOf(UnknownSchemaIdException.class);
    }
  }

  @Test
  void carriesValuesAndDeadLettersAndReplaysThem() throws Exception {
    KafkaSettings in = settings("flow.");
    KafkaSettings out = settings("flow.out.");
    create(in, List.of(Click.class, DeadLetter.class));
    create(out, List.of(Click.class));
    List<Click> clicks = clicks(0, 50);
    produce(in, clicks);
    byte[] garbage = "neither Avro nor anything".getBytes(StandardCharsets.UTF_8);
    produceRaw(in, garbage, Samples.wire(999_999, clicks.get(0)), null);

    runFlow(in, out);

    assertThat(values(out)).containsExactlyInAnyOrderElementsOf(clicks);
    DeadLetterReader reader = new DeadLetterReader(in);
    var all = reader.list(DeadLetterFilter.ALL, 10);
    assertThat(all.newest())
        .extracting(DeadLetter::getReason)
        .containsExactlyInAnyOrder("not-wire-format", "unknown-schema-id", "tombstone");
    assertThat(all.matched()).isEqualTo(3);
    assertThat(reader.list(DeadLetterFilter.ALL, 1).newest()).hasSize(1);

    var onlyGarbage = new DeadLetterFilter("flow.rapport.clicks", "decode", "not-wire-format");
    assertThat(new DeadLetterReplay(in).replay(onlyGarbage))
        .isEqualTo(new DeadLetterReplay.Summary(3, 1, 1, 0));
    List<ConsumerRecord<byte[], byte[]>> records = records(in.topic(Click.class));
    ConsumerRecord<byte[], byte[]> replayed =
        records.stream()
            .filter(r -> r.headers().lastHeader(DeadLetterReplay.HEADER) != null)
            .findFirst()
            .orElseThrow();
    assertThat(records).hasSize(54);
    assertThat(replayed.value()).isEqualTo(garbage);
    assertThat(replayed.key()).isEqualTo(new byte[] {7});
    assertThat(replayed.headers().lastHeader("trace").value()).isEqualTo(new byte[] {8});
    assertThat(replayed.headers().lastHeader(DeadLetterReplay.HEADER).value())
        .asString(StandardCharsets.UTF_8)
        .startsWith("flow.rapport.clicks-");
  }

  /**
   * The broker accepts the record compressed; uncompressed it exceeds a producer's default limit.
   */
  @Test
  void survivesARecordThatIsLargerThanTheBrokerTakes() throws Exception {
    KafkaSettings in = settings("large.");
    create(in, List.of(Click.class, DeadLetter.class));
    byte[] large = new byte[4 << 20];
    large[0] = 1;
    byte[] huge = new byte[DeadLetters.MAX_PAYLOAD_BYTES + 1];
    huge[0] = 1;
    Properties config = client();
    config.setProperty("compression.type", "zstd");
    config.setProperty("max.request.size", Integer.toString(64 << 20));
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      send(producer, new ProducerRecord<>(in.topic(Click.class).name(), large));
      send(producer, new ProducerRecord<>(in.topic(Click.class).name(), huge));
    }

    runFlow(in, in);

    assertThat(new DeadLetterReader(in).list(DeadLetterFilter.ALL, 10).newest())
        .extracting(letter -> letter.getPayload() == null ? 0 : letter.getPayload().remaining())
        .containsExactlyInAnyOrder(large.length, 0);
    assertThat(new DeadLetterReplay(in).replay(DeadLetterFilter.ALL).skipped()).isEqualTo(1);
  }

  /** Reads everything, and sends values to one topic and failures to the dead letters. */
  private static void runFlow(KafkaSettings in, KafkaSettings out) throws Exception {
    StreamExecutionEnvironment env = environment(2, null);
    DataStream<Decoded<Click>> records = read(env, in);
    records
        .filter(Decoded::hasValue)
        .rebalance()
        .sinkTo(TypedSink.exactlyOnce(out, Click.class, "flow", d -> KeyedValue.of(d.value())))
        .uid("values");
    records
        .filter(record -> !record.hasValue())
        .sinkTo(TypedSink.atLeastOnce(in, DeadLetter.class, d -> KeyedValue.of(DeadLetters.of(d))))
        .uid("dead-letters");
    env.execute();
  }

  @Test
  void writesTombstones() throws Exception {
    KafkaSettings settings = settings("tombstones.");
    create(settings, List.of(Purchase.class));
    StreamExecutionEnvironment env = environment(1, null);
    env.fromData(Types.STRING, "default/c1")
        .sinkTo(
            TypedSink.<String, Purchase>atLeastOnce(
                settings, Purchase.class, KeyedValue::tombstone))
        .uid("tombstones");
    env.execute();

    assertThat(records(settings.topic(Purchase.class)))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("default/c1");
              assertThat(record.value()).isNull();
            });
  }

  @Test
  void survivesACrashAndADownscaleExactlyOnce(@TempDir Path checkpoints) throws Exception {
    KafkaSettings in = settings("scale.");
    KafkaSettings out = settings("scale.out.");
    create(in, List.of(Click.class));
    create(out, List.of(Click.class));
    produce(in, clicks(0, 200));

    StreamExecutionEnvironment wide = environment(4, null);
    wide.configure(
        Configuration.fromMap(
            Map.of(
                "execution.checkpointing.dir",
                checkpoints.toUri().toString(),
                "execution.checkpointing.externalized-checkpoint-retention",
                "RETAIN_ON_CANCELLATION")));
    copyExactlyOnce(wide, in, out);
    JobClient running = wide.executeAsync();
    await(() -> values(out).size() == 200);
    produce(in, clicks(200, 400));
    await(() -> !ongoingTransactions("scale").isEmpty());
    running.cancel().get(1, TimeUnit.MINUTES);
    await(() -> terminated(running));

    // Restored partitions have no end, whatever the new source is told, so the test stops the job.
    StreamExecutionEnvironment narrow = environment(1, newestCheckpoint(checkpoints));
    copyExactlyOnce(narrow, in, out);
    JobClient restored = narrow.executeAsync();
    await(() -> values(out).size() >= 400);
    restored
        .stopWithSavepoint(true, checkpoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get(1, TimeUnit.MINUTES);

    assertThat(values(out)).containsExactlyInAnyOrderElementsOf(clicks(0, 400));
    assertThat(ongoingTransactions("scale")).isEmpty();
  }

  /** Notes a click's visitor when event time has passed the click by the seconds it names. */
  private static final class SecondsLater
      extends KeyedProcessFunction<String, Decoded<Click>, String> {
    static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    @Override
    public void processElement(Decoded<Click> click, Context context, Collector<String> out) {
      long millis = Duration.ofSeconds(Long.parseLong(context.getCurrentKey())).toMillis();
      context.timerService().registerEventTimeTimer(context.timestamp() + millis);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) {
      SEEN.add(context.getCurrentKey());
    }
  }

  private static JobClient timers(KafkaSettings in, String restoreFrom) throws Exception {
    StreamExecutionEnvironment env = environment(4, restoreFrom);
    TypedSource.events(in, Click.class, (click, received) -> click.getEventTime().toEpochMilli())
        .read(env, "clicks")
        .uid("clicks")
        .keyBy(click -> click.value().getVisitorId(), Types.STRING)
        .process(new SecondsLater())
        .returns(Types.STRING)
        .uid("timers")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    return env.executeAsync();
  }

  @Test
  void eventTimeGoesOnWhileTheTopicIsQuietAndAfterARestart(@TempDir Path savepoints)
      throws Exception {
    KafkaSettings in = settings("quiet.");
    create(in, List.of(Click.class));
    SecondsLater.SEEN.clear();
    JobClient running = timers(in, null);
    produce(in, List.of(clickNow("3")));
    await(() -> SecondsLater.SEEN.contains("3"));

    // Stopped before the timer's time, part of which passes while no job runs.
    produce(in, List.of(clickNow("30")));
    await(() -> committed(in) == 2);
    String savepoint =
        running
            .stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(1, TimeUnit.MINUTES);
    assertThat(SecondsLater.SEEN).containsExactly("3");
    JobClient restored = timers(in, savepoint);
    await(() -> SecondsLater.SEEN.contains("30"));

    assertThat(SecondsLater.SEEN).containsExactly("3", "30");
    restored.cancel().get(1, TimeUnit.MINUTES);
  }

  private static Click clickNow(String visitor) {
    Click click = Samples.click(visitor);
    click.setEventTime(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    return click;
  }

  /** The records that the job has read, by its committed offsets. */
  private static long committed(KafkaSettings settings) {
    try (Admin admin = Admin.create(client())) {
      return admin
          .listConsumerGroupOffsets(settings.groupId())
          .partitionsToOffsetAndMetadata()
          .get(30, TimeUnit.SECONDS)
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean terminated(JobClient job) {
    try {
      return job.getJobStatus().get(1, TimeUnit.MINUTES).isGloballyTerminalState();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copyExactlyOnce(
      StreamExecutionEnvironment env, KafkaSettings in, KafkaSettings out) {
    TypedSource.events(in, Click.class, (click, received) -> click.getEventTime().toEpochMilli())
        .read(env, "clicks")
        .uid("clicks")
        .rebalance()
        .sinkTo(TypedSink.exactlyOnce(out, Click.class, "scale", d -> KeyedValue.of(d.value())))
        .uid("copy");
  }

  private static DataStream<Decoded<Click>> read(
      StreamExecutionEnvironment env, KafkaSettings settings) {
    KafkaSource<Decoded<Click>> source =
        TypedSource.builder(settings, Click.class).setBounded(OffsetsInitializer.latest()).build();
    return env.fromSource(source, GuardedWatermarks.idle(), "clicks").uid("clicks");
  }

  private static StreamExecutionEnvironment environment(int parallelism, String restoreFrom) {
    Configuration options = new Configuration();
    options.setString("pipeline.generic-types", "false");
    options.setString("execution.checkpointing.interval", "2 s");
    options.setString("restart-strategy.type", "none");
    if (restoreFrom != null) {
      options.setString("execution.state-recovery.path", restoreFrom);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(options);
    env.setParallelism(parallelism);
    return env;
  }

  private static String newestCheckpoint(Path directory) throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(Path::getParent)
          .max(Comparator.comparingInt(ConnectorIT::checkpointNumber))
          .orElseThrow()
          .toUri()
          .toString();
    }
  }

  private static int checkpointNumber(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().replace("chk-", ""));
  }

  private static List<Click> clicks(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> Samples.click("v" + i)).toList();
  }

  private static Properties client() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", stack.bootstrapServers());
    return properties;
  }

  private static void produce(KafkaSettings settings, List<Click> clicks) {
    Topic<Click> topic = settings.topic(Click.class);
    try (var producer =
        new KafkaProducer<>(
            client(), new StringSerializer(), new WireSerializer<>(settings, Click.class))) {
      clicks.forEach(click -> send(producer, topic.producerRecord(click)));
    }
  }

  private static void produceRaw(KafkaSettings settings, byte[]... values) {
    try (var producer =
        new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      Arrays.stream(values)
          .forEach(
              value -> {
                var record =
                    new ProducerRecord<>(settings.topic(Click.class).name(), new byte[] {7}, value);
                record.headers().add("trace", new byte[] {8});
                send(producer, record);
              });
    }
  }

  /** Closing the producer waits for the record; a loss shows in the records read. */
  private static <K, V> void send(KafkaProducer<K, V> producer, ProducerRecord<K, V> record) {
    var unused = producer.send(record);
  }

  /** The records that a reader of committed ones sees now. */
  private static List<ConsumerRecord<byte[], byte[]>> records(Topic<?> topic) {
    Properties config = client();
    config.setProperty("isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  private static List<Click> values(KafkaSettings settings) {
    Topic<Click> topic = settings.topic(Click.class);
    try (var deserializer = new WireDeserializer<>(settings, Click.class)) {
      return records(topic).stream()
          .map(record -> deserializer.deserialize(topic.name(), record.value()))
          .toList();
    }
  }

  private static List<String> ongoingTransactions(String prefix) {
    try (Admin admin = Admin.create(client())) {
      return admin
          .listTransactions(
              new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
          .all()
          .get(30, TimeUnit.SECONDS)
          .stream()
          .map(TransactionListing::transactionalId)
          .filter(id -> id.startsWith(prefix))
          .toList();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
      Thread.sleep(100);
    }
  }
}
