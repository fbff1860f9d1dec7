package io.rapport.connectors.kafka.flink.time;

import io.rapport.connectors.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Asks the broker where partitions end.
 *
 * <p>A partition's end includes open transactions: their records come later, with times of receipt
 * that are already past. Marks of transactions take offsets, and aborted records too, so a reader's
 * position may stay below the end for ever. Only then a consumer reads on from the position, and
 * tells whether a record comes before the end; what it passes is remembered.
 *
 * <p>Each partition is answered by itself: one without a leader leaves the others their answer.
 */
final class BrokerEnds implements PartitionEnds {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MILLIS = Math.toIntExact(TIMEOUT.toMillis());
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int POLLS = 10;

  private final KafkaSettings settings;
  private final Map<TopicPartition, Passed> passed = new HashMap<>();
  private Admin ends; // opened at the first question
  private Consumer<byte[], byte[]> reader; // opened at the first position below the end

  /** A stretch without records of committed transactions. */
  private record Passed(long from, long to) {}

  BrokerEnds(KafkaSettings settings) {
    this.settings = settings;
  }

  @Override
  public Found find(List<Position> positions) {
    if (ends == null) {
      ends = openEnds();
    }
    Map<TopicPartition, Exception> unanswered = new HashMap<>();
    Map<TopicPartition, Long> next = resolve(positions, unanswered);
    Map<TopicPartition, Long> end = offsets(next.keySet(), OffsetSpec.latest(), unanswered);
    Set<TopicPartition> reached = new HashSet<>();
    Map<TopicPartition, Long> below = new HashMap<>();
    end.forEach(
        (partition, to) -> {
          long from = next.get(partition);
          if (known(partition, from) >= to) {
            reached.add(partition);
          } else {
            below.put(partition, from);
          }
        });
    if (!below.isEmpty()) {
      try {
        reached.addAll(emptyUpTo(end, below));
      } catch (KafkaException e) {
        below.keySet().forEach(partition -> unanswered.put(partition, e));
      }
    }
    return new Found(reached, unanswered);
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
      reader = openReader();
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
  private Map<TopicPartition, Long> resolve(
      List<Position> positions, Map<TopicPartition, Exception> unanswered) {
    Map<TopicPartition, Long> next = new HashMap<>();
    Set<TopicPartition> committed = new HashSet<>();
    for (Position position : positions) {
      if (position.next() == KafkaPartitionSplit.COMMITTED_OFFSET) {
        committed.add(position.partition());
      } else {
        next.put(position.partition(), position.next());
      }
    }
    if (!committed.isEmpty()) {
      next.putAll(committed(committed, unanswered));
    }
    Set<TopicPartition> earliest =
        next.keySet().stream()
            .filter(partition -> next.get(partition) == KafkaPartitionSplit.EARLIEST_OFFSET)
            .collect(Collectors.toSet());
    if (!earliest.isEmpty()) {
      next.keySet().removeAll(earliest);
      next.putAll(offsets(earliest, OffsetSpec.earliest(), unanswered));
    }
    return next;
  }

  /** The offsets that the group has committed; the beginning where it has committed none. */
  private Map<TopicPartition, Long> committed(
      Set<TopicPartition> partitions, Map<TopicPartition, Exception> unanswered) {
    Map<TopicPartition, Long> committed = new HashMap<>();
    try {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          answer(
              ends.listConsumerGroupOffsets(
                      Map.of(
                          settings.groupId(),
                          new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)),
                      new ListConsumerGroupOffsetsOptions().timeoutMs(MILLIS))
                  .partitionsToOffsetAndMetadata(settings.groupId()));
      for (TopicPartition partition : partitions) {
        OffsetAndMetadata offset = offsets.get(partition);
        if (offset != null) {
          committed.put(partition, offset.offset());
        } else if (offsets.containsKey(partition)) {
          committed.put(partition, KafkaPartitionSplit.EARLIEST_OFFSET);
        } else {
          unanswered.put(partition, new KafkaException("The committed offset is not known"));
        }
      }
    } catch (ExecutionException e) {
      partitions.forEach(partition -> unanswered.put(partition, e));
    }
    return committed;
  }

  /** The offsets of those partitions that the broker answers for. */
  private Map<TopicPartition, Long> offsets(
      Set<TopicPartition> partitions, OffsetSpec spec, Map<TopicPartition, Exception> unanswered) {
    ListOffsetsResult result =
        ends.listOffsets(
            partitions.stream().collect(Collectors.toMap(Function.identity(), at -> spec)),
            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(MILLIS));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      try {
        offsets.put(partition, answer(result.partitionResult(partition)).offset());
      } catch (ExecutionException e) {
        unanswered.put(partition, e);
      }
    }
    return offsets;
  }

  /** Waits for what the client itself ends after {@link #TIMEOUT}. */
  private static <A> A answer(KafkaFuture<A> future) throws ExecutionException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private Properties config() {
    Properties properties = settings.clientConfig();
    properties.setProperty("client.id", settings.groupId() + "-ends-" + UUID.randomUUID());
    return properties;
  }

  private Admin openEnds() {
    return Admin.create(config());
  }

  private Consumer<byte[], byte[]> openReader() {
    Properties properties = config();
    properties.setProperty("group.id", settings.groupId());
    properties.setProperty("enable.auto.commit", "false");
    properties.setProperty("auto.offset.reset", "earliest");
    properties.setProperty("allow.auto.create.topics", "false");
    properties.setProperty("isolation.level", IsolationLevel.READ_COMMITTED.toString());
    // One record says that a partition is not at its end.
    properties.setProperty("max.poll.records", "1");
    properties.setProperty("max.partition.fetch.bytes", "1024");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    if (ends != null) {
      ends.close(Duration.ZERO);
    }
    if (reader != null) {
      reader.close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
