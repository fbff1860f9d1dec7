package io.rapport.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.cli.importing.FileRecords.Line;
import io.rapport.cli.lines.BadLine;
import io.rapport.command.Interruption;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireProducer;
import io.rapport.connectors.sources.contract.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Imports a topic of JSON, such as one of a change data capture. It goes on where the last import
 * of the topic by the same source ended, and notes the place once the broker has confirmed what
 * came of the records: after a failure some are read again, and give duplicates.
 */
final class TopicImport {

  private static final Duration POLL = Duration.ofMillis(500);

  private final ImportPlan plan;
  private final KafkaSettings kafka;
  private final boolean follow;
  private final StrictJson json = new StrictJson(FileShape.MAX_DEPTH);
  private final ImportAccount account = new ImportAccount();
  private final Map<TopicPartition, ImportRun> runs = new HashMap<>();

  /**
   * @param plan named by the topic
   * @param follow whether to wait for more at the topic's end
   */
  TopicImport(ImportPlan plan, KafkaSettings kafka, boolean follow) {
    this.plan = plan;
    this.kafka = kafka;
    this.follow = follow;
  }

  /** Reads until the end that the topic has now, or until interrupted. */
  ImportAccount run(WireProducer producer, RefusedFile refused) throws IOException {
    try (Interruption interruption = Interruption.watch();
        KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(plan.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IOException("There is no topic " + plan.name() + ".");
      }
      consumer.assign(partitions);
      for (TopicPartition partition : partitions) {
        ImportPlan named = plan.named(partition.toString());
        runs.put(
            partition, new ImportRun(named, new ProducerSink(named, producer, refused), account));
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!interruption.within(Duration.ZERO)
          && (follow || partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p)))
          && account.records() < plan.limit()) {
        use(consumer.poll(POLL), consumer, producer);
      }
    }
    return account;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties config = kafka.clientConfig();
    config.put(
        ConsumerConfig.GROUP_ID_CONFIG,
        "rapport-import-" + plan.adapter().name() + "-" + plan.name());
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void use(
      ConsumerRecords<byte[], byte[]> records,
      KafkaConsumer<byte[], byte[]> consumer,
      WireProducer producer)
      throws IOException {
    if (records.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      ImportRun run = runs.get(partition);
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        if (record.value() != null) { // A tombstone follows the change that deletes.
          run.use(line(record));
        }
        read.put(partition, new OffsetAndMetadata(record.offset() + 1));
      }
      run.endOrder();
    }
    producer.flush();
    if (producer.failure() == null) {
      consumer.commitSync(read);
    } else {
      throw new IOException(
          "The broker did not confirm what came of the topic; import it again", producer.failure());
    }
  }

  private Line line(ConsumerRecord<byte[], byte[]> record) {
    String text = new String(record.value(), StandardCharsets.UTF_8);
    try {
      JsonNode value = json.read(text);
      return new Line(record.offset(), text, value, null);
    } catch (StrictJson.NotJsonException e) {
      BadLine bad =
          new BadLine(record.offset(), 1, text, "not-json", "the record is no JSON object");
      return new Line(record.offset(), text, null, bad);
    }
  }
}
