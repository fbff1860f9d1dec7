package io.rapport.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.avro.Click;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.Purchase;
import io.rapport.cli.Main;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.Topic;
import io.rapport.connectors.kafka.TopicAdmin;
import io.rapport.connectors.kafka.WireDeserializer;
import io.rapport.connectors.kafka.WireProducer;
import io.rapport.local.Component;
import io.rapport.local.JitMode;
import io.rapport.local.LocalStack;
import io.rapport.schemas.ContractTypes;
import io.rapport.simulator.ShopSimulator;
import io.rapport.simulator.SimulatorRunner;
import io.rapport.simulator.SimulatorSettings;
import io.rapport.simulator.dirt.Dirt;
import io.rapport.simulator.dirt.DirtShares;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs replay and simulator against a real broker and registry. */
class ProducersIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir static Path dir;
  private static LocalStack stack;
  private static KafkaSettings kafka;
  private static long unsound;

  @BeforeAll
  static void start() {
    stack =
        LocalStack.builder()
            .compiler(JitMode.QUICK)
            .directory(dir.resolve("stack"))
            .only(Component.BROKER, Component.REGISTRY)
            .start();
    kafka = KafkaSettings.at(stack.bootstrapServers(), stack.registryUrl());
    try (TopicAdmin admin = new TopicAdmin(kafka)) {
      admin.create(kafka.topics(ContractTypes.ALL));
    }
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  /** Everything a topic holds now. */
  private static List<ConsumerRecord<String, byte[]>> read(String topic) {
    Properties config = kafka.clientConfig();
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + TIMEOUT.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        assertThat(System.nanoTime()).as("time to read " + topic).isLessThan(deadline);
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
    }
    return found;
  }

  /** The sound values of a topic: the simulator puts unsound ones there too. */
  private static <A extends SpecificRecord> List<A> values(Class<A> type) {
    String topic = Topic.of(type).name();
    List<A> values = new ArrayList<>();
    try (var deserializer = new WireDeserializer<>(kafka, type)) {
      for (ConsumerRecord<String, byte[]> record : read(topic)) {
        try {
          values.add(deserializer.deserialize(topic, record.value()));
        } catch (SerializationException e) {
          unsound++;
        }
      }
    }
    return values;
  }

  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine commands = Main.commandLine();
    commands.setOut(new PrintWriter(out));
    assertThat(commands.execute(arguments)).as(out.toString()).isZero();
    return out.toString();
  }

  private static String replay(Path file) {
    return run(
        "replay",
        "behaviour",
        file.toString(),
        "--site",
        "replayed",
        "--bootstrap",
        stack.bootstrapServers(),
        "--registry",
        stack.registryUrl());
  }

  @Test
  void aReplayedFileArrivesWithItsBadLinesAsideAndTheSameIdsEveryTime() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("events.csv"),
            "timestamp,user_id,item_id,event\n1430623510,1,2,view\n1430623511,1,2,buy\n1,2\n");
    long before = System.currentTimeMillis();
    assertThat(replay(file)).contains("the broker has confirmed every record");
    replay(file);

    List<Click> clicks =
        values(Click.class).stream().filter(c -> c.getSite().equals("replayed")).toList();
    assertThat(clicks).hasSize(2).extracting(Click::getEventId).doesNotContainNull();
    assertThat(clicks).extracting(Click::getEventId).containsOnly(clicks.get(0).getEventId());
    List<Purchase> purchases =
        values(Purchase.class).stream().filter(p -> p.getSite().equals("replayed")).toList();
    assertThat(purchases).hasSize(2);
    // The latest event of the file is now, the other a second before.
    assertThat(purchases.get(0).getEventTime().toEpochMilli())
        .isBetween(before, System.currentTimeMillis());
    assertThat(clicks.get(0).getEventTime())
        .isEqualTo(purchases.get(0).getEventTime().minusSeconds(1));

    List<DeadLetter> letters =
        values(DeadLetter.class).stream()
            .filter(letter -> letter.getStage().equals("replay"))
            .toList();
    assertThat(letters).hasSize(2);
    DeadLetter letter = letters.get(0);
    assertThat(letter.getOrigin()).isEqualTo("events.csv:4");
    assertThat(letter.getStage()).isEqualTo("replay");
    assertThat(letter.getReason()).isEqualTo("wrong-column-count");
    assertThat(letter.getTopic()).isEqualTo("rapport.clicks");
    assertThat(letter.getPartition()).isEqualTo(-1);
    assertThat(letter.getOffset()).isEqualTo(4);
    assertThat(StandardCharsets.UTF_8.decode(letter.getPayload()).toString()).isEqualTo("1,2");
  }

  @Test
  void anImportedTableArrivesWithItsBadLinesAside() throws Exception {
    Path table =
        Files.writeString(
            dir.resolve("contacts.csv"),
            "id;email;Nachname\n1;anna@example.com;Müller\n;nobody@example.com;\n2;short\n");
    Path refused = dir.resolve("refused.csv");
    String[] command = {
      "import",
      table.toString(),
      "--source",
      "crm",
      "--site",
      "imported",
      "--bootstrap",
      stack.bootstrapServers(),
      "--registry",
      stack.registryUrl()
    };
    assertThat(run(command)).contains("3 records read = 1 sent", "confirmed every event");
    assertThat(
            run(
                Stream.concat(Stream.of(command), Stream.of("--refused", refused.toString()))
                    .toArray(String[]::new)))
        .contains("1 sent + 0 of no use here + 2 refused");

    List<CustomerRecord> records =
        values(CustomerRecord.class).stream()
            .filter(record -> record.getSite().equals("imported"))
            .toList();
    assertThat(records)
        .as("the same event twice, which the jobs drop")
        .hasSize(2)
        .allSatisfy(record -> assertThat(record.getCustomerId()).isEqualTo("crm:1"))
        .extracting(CustomerRecord::getEventId)
        .containsOnly(records.get(0).getEventId());
    assertThat(values(DeadLetter.class))
        .filteredOn(letter -> letter.getOrigin().startsWith("contacts.csv:"))
        .as("of the first import alone")
        .extracting(DeadLetter::getStage, DeadLetter::getReason, DeadLetter::getOffset)
        .containsExactlyInAnyOrder(
            tuple("import", "missing-id", 3L), tuple("import", "wrong-column-count", 4L));
    assertThat(Files.readAllLines(refused))
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).startsWith("3,missing-id,"));
  }

  @Test
  void aTopicOfChangesIsReadOnFromWhereItEnded() throws Exception {
    Path mapping =
        Files.writeString(
            dir.resolve("crm.yaml"),
            "version: 1\nsource: cdc\nenvelope: debezium\nid: id\ncolumns: {email: email}\n");
    String[] command = {
      "import",
      "--topic",
      "crm.contacts",
      "--mapping",
      mapping.toString(),
      "--site",
      "followed",
      "--bootstrap",
      stack.bootstrapServers(),
      "--registry",
      stack.registryUrl()
    };
    try (var admin = Admin.create(kafka.clientConfig());
        var producer =
            new KafkaProducer<>(
                kafka.clientConfig(), new StringSerializer(), new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic("crm.contacts", 2, (short) 1))).all().get();
      String row = "{\"id\":1,\"email\":\"anna@example.com\"}";
      producer.send(change("c", "null", row)).get();
      producer.send(new ProducerRecord<>("crm.contacts", "1", "no json")).get();
      assertThat(run(command)).contains("2 records read = 1 sent + 0 of no use here + 1 refused");
      producer.send(change("d", row, "null")).get();
      producer.send(new ProducerRecord<>("crm.contacts", "1", null)).get();
      assertThat(run(command)).contains("1 records read = 1 sent");
      assertThat(run(command)).contains("0 records read");
    }
    assertThat(values(CustomerRecord.class))
        .filteredOn(record -> record.getSite().equals("followed"))
        .extracting(CustomerRecord::getCustomerId, CustomerRecord::getDeleted)
        .containsExactly(tuple("cdc:1", false), tuple("cdc:1", true));
  }

  private static ProducerRecord<String, String> change(String op, String before, String after) {
    return new ProducerRecord<>(
        "crm.contacts",
        "1",
        "{\"payload\":{\"op\":\"%s\",\"ts_ms\":%d,\"before\":%s,\"after\":%s}}"
            .formatted(op, System.currentTimeMillis(), before, after));
  }

  @Test
  void everySimulatedRecordIsConfirmedAndCounted() throws Exception {
    // A start in the past is caught up with, so nothing waits.
    var simulator =
        new ShopSimulator(
            SimulatorSettings.of(5, System.currentTimeMillis() - 60_000, 100)
                .withSize(300, 100)
                .withDirt(DirtShares.total(0.2))
                .withSite("simulated"));
    long alreadyThere = read("rapport.clicks").size();
    try (var runner = new SimulatorRunner(simulator, kafka, 4_000)) {
      runner.run();
      SimulatorRunner.Report report = runner.report();
      assertThat(report.failure()).isNull();
      assertThat(report.acknowledged()).isEqualTo(report.sent());
      assertThat(report.sent()).isEqualTo(simulator.truth().total());
      for (Map.Entry<String, WireProducer.Counts> topic : report.topics().entrySet()) {
        long there = read(topic.getKey()).size();
        assertThat(topic.getValue().failed()).isZero();
        assertThat(there).isGreaterThanOrEqualTo(topic.getValue().acknowledged());
      }
      assertThat(read("rapport.clicks").size() - alreadyThere)
          .isEqualTo(simulator.truth().count(Click.class));
      unsound = 0;
      values(Click.class);
      assertThat(unsound)
          .isPositive()
          .isEqualTo(
              Stream.of(Dirt.NOT_AVRO, Dirt.UNKNOWN_SCHEMA, Dirt.TRUNCATED, Dirt.FOREIGN_RECORD)
                  .mapToLong(dirt -> simulator.truth().count(Click.class, dirt))
                  .sum());
    }
  }
}
