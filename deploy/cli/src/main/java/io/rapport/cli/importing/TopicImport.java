package io.rapport.cli.importing;

import io.rapport.command.Interruption;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireProducer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Imports a topic of JSON, such as one of a change data capture. It goes on where the last import
 * of the topic by the same source ended, and notes the place once the broker has confirmed what
 * came of the records: after a failure some are read again, and give duplicates. So are the rows of
 * the last order of each partition, which may go on: {@link PartitionImport}.
 */
final class TopicImport {

  private static final Duration POLL = Duration.ofMillis(500);

  private final ImportPlan plan;
  private final KafkaSettings kafka;
  private final boolean follow;
  private final ImportAccount account = new ImportAccount();
  private final Map<TopicPartition, PartitionImport> imports = new HashMap<>();

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
        ImportRun run = new ImportRun(named, new ProducerSink(named, producer, refused), account);
        imports.put(partition, new PartitionImport(run));
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!interruption.within(Duration.ZERO)
          && (follow || isBefore(ends, consumer))
          && account.records() < plan.limit()) {
        use(consumer.poll(POLL), consumer, producer);
      }
      if (!isBefore(ends, consumer) && account.records() < plan.limit()) {
        end(producer);
      } // Else an order may have been cut, which the next import reads whole.
    }
    return account;
  }

  private static boolean isBefore(
      Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
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
    for (TopicPartition partition : imports.keySet()) {
      imports.get(partition).use(records.records(partition));
    }
    confirm(producer);
    if (!records.isEmpty()) {
      consumer.commitSync(places());
    }
  }

  private void end(WireProducer producer) throws IOException {
    for (PartitionImport one : imports.values()) {
      one.end();
    }
    confirm(producer);
  }

  private Map<TopicPartition, OffsetAndMetadata> places() {
    Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
    imports.forEach(
        (partition, one) -> {
          if (one.place() >= 0) {
            places.put(partition, new OffsetAndMetadata(one.place()));
          }
        });
    return places;
  }

  /** Waits until the broker has confirmed all events, before their place is noted. */
  private static void confirm(WireProducer producer) throws IOException {
    producer.flush();
    if (producer.failure() != null) {
      throw new IOException(
          "The broker did not confirm what came of the topic; import it again", producer.failure());
    }
  }
}
