package io.rapport.connectors.kafka.flink.time;

import io.rapport.connectors.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Asks the broker where partitions end.
 *
 * <p>A partition's end includes open transactions: their records come later, with times of receipt
 * that are already past. Marks of transactions take offsets, and aborted records too, so a reader's
 * position may stay below the end for ever. Only then a second consumer reads on from the position,
 * and tells whether a record comes before the end; what it passes is remembered.
 */
final class BrokerEnds implements PartitionEnds {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int POLLS = 10;

  private final KafkaSettings settings;
  private final Map<TopicPartition, Passed> passed = new HashMap<>();
  private Consumer<byte[], byte[]> ends; // opened at the first question
  private Consumer<byte[], byte[]> reader; // opened at the first position below the end

  /** A stretch without records of committed transactions. */
  private record Passed(long from, long to) {}

  BrokerEnds(KafkaSettings settings) {
    this.settings = settings;
  }

  @Override
  public Set<TopicPartition> reached(List<Position> positions) {
    if (ends == null) {
      ends = open(IsolationLevel.READ_UNCOMMITTED);
    }
    Map<TopicPartition, Long> end =
        ends.endOffsets(
            positions.stream().map(Position::partition).collect(Collectors.toSet()), TIMEOUT);
    Map<TopicPartition, Long> next = resolve(positions);
    Set<TopicPartition> reached = new HashSet<>();
    Map<TopicPartition, Long> below = new HashMap<>();
    next.forEach(
        (partition, from) -> {
          if (known(partition, from) >= end.get(partition)) {
            reached.add(partition);
          } else {
            below.put(partition, from);
          }
        });
    if (!below.isEmpty()) {
      reached.addAll(emptyUpTo(end, below));
    }
    return reached;
  }

  /** The offset up to which there is no record. */
  private long known(TopicPartition partition, long from) {
    Passed stretch = passed.get(partition);
    return stretch != null && stretch.from() == from ? stretch.to() : from;
  }

  /** The partitions, of those below their end, in which no record comes before the end. */
  private Set<TopicPartition> emptyUpTo(
      Map<TopicPartition, Long> end, Map<TopicPartition, Long> below) {
    if (reader == null) {
      reader = open(IsolationLevel.READ_COMMITTED);
    }
    Set<TopicPartition> empty = new HashSet<>();
    Set<TopicPartition> open = new HashSet<>(below.keySet());
    reader.assign(open);
    below.forEach((partition, from) -> reader.seek(partition, known(partition, from)));
    for (int poll = 0; poll < POLLS && !open.isEmpty(); poll++) {
      ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
      open.removeAll(records.partitions());
      for (TopicPartition partition : Set.copyOf(open)) {
        long position = reader.position(partition, TIMEOUT);
        passed.put(partition, new Passed(below.get(partition), position));
        if (position >= end.get(partition)) {
          empty.add(partition);
          open.remove(partition);
        }
      }
    }
    reader.unsubscribe();
    return empty;
  }

  /** The offsets that positions stand for. A beginning is looked up where the source does. */
  private Map<TopicPartition, Long> resolve(List<Position> positions) {
    Map<TopicPartition, Long> next = new HashMap<>();
    Set<TopicPartition> committed = new HashSet<>();
    for (Position position : positions) {
      if (position.next() == KafkaPartitionSplit.COMMITTED_OFFSET) {
        committed.add(position.partition());
      }
      next.put(position.partition(), position.next());
    }
    if (!committed.isEmpty()) {
      Map<TopicPartition, OffsetAndMetadata> offsets = ends.committed(committed, TIMEOUT);
      for (TopicPartition partition : committed) {
        OffsetAndMetadata offset = offsets.get(partition);
        next.put(partition, offset == null ? KafkaPartitionSplit.EARLIEST_OFFSET : offset.offset());
      }
    }
    Set<TopicPartition> earliest =
        next.keySet().stream()
            .filter(partition -> next.get(partition) == KafkaPartitionSplit.EARLIEST_OFFSET)
            .collect(Collectors.toSet());
    if (!earliest.isEmpty()) {
      next.putAll(ends.beginningOffsets(earliest, TIMEOUT));
    }
    return next;
  }

  private Consumer<byte[], byte[]> open(IsolationLevel isolation) {
    Properties properties = settings.clientConfig();
    properties.setProperty("group.id", settings.groupId());
    properties.setProperty("enable.auto.commit", "false");
    properties.setProperty("auto.offset.reset", "earliest");
    properties.setProperty("allow.auto.create.topics", "false");
    properties.setProperty("isolation.level", isolation.toString());
    // One record says that a partition is not at its end.
    properties.setProperty("max.poll.records", "1");
    properties.setProperty("max.partition.fetch.bytes", "1024");
    properties.setProperty("client.id", settings.groupId() + "-ends-" + UUID.randomUUID());
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    for (Consumer<byte[], byte[]> consumer : Arrays.asList(ends, reader)) {
      if (consumer != null) {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
      }
    }
  }
}
