package io.rapport.connectors.gateway.feeds;

import io.rapport.connectors.gateway.memory.MemorySettings;
import io.rapport.connectors.gateway.memory.TopicRate;
import io.rapport.connectors.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all topics in a thread of its own, outside any consumer group: every gateway reads
 * everything. It is ready once it has read the records that were there at its start.
 */
public final class TopicReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long RETRY_MILLIS = 1_000;

  private final KafkaSettings kafka;
  private final MemorySettings settings;
  private final Map<String, Feed<?>> feeds = new TreeMap<>();
  private final Map<String, TopicRate> counts = new TreeMap<>();
  private final Map<String, LongAdder> unreadable = new TreeMap<>();
  private final Thread thread = new Thread(this::run, "gateway-topics");
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile String notReady = "the topics are not read yet";
  private volatile long[] progress = {0, 0};
  private volatile KafkaConsumer<byte[], byte[]> consumer;

  public TopicReader(KafkaSettings kafka, MemorySettings settings, Feeds feeds) {
    this.kafka = kafka;
    this.settings = settings;
    for (Feed<?> feed : feeds.all()) {
      this.feeds.put(feed.topic(), feed);
      this.counts.put(feed.topic(), new TopicRate());
      this.unreadable.put(feed.topic(), new LongAdder());
    }
  }

  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Why the memory is not complete yet; null once it is. */
  public String notReady() {
    return notReady;
  }

  /** The records read of those that were there at the start, and the number of those. */
  long[] progress() {
    return progress;
  }

  /** Records of each topic, including older ones that were not read. */
  public Map<String, TopicRate> counts() {
    return counts;
  }

  /** Records of each topic that could not be read or used. */
  public Map<String, LongAdder> unreadable() {
    return unreadable;
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (var opened = open()) {
        consumer = opened;
        read(opened);
      } catch (WakeupException | InterruptException e) {
        return;
      } catch (KafkaException e) {
        LOG.warn("The topics cannot be read ({}); trying again", e.getMessage());
        notReady = "the topics cannot be read: " + e.getMessage();
        pause();
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> open() {
    Properties config = kafka.clientConfig();
    config.setProperty("enable.auto.commit", "false");
    config.setProperty("auto.offset.reset", "earliest");
    config.setProperty("isolation.level", "read_committed");
    config.setProperty("fetch.max.wait.ms", "50");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void pause() {
    try {
      boolean unused = closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> kafka) {
    List<TopicPartition> partitions = partitions(kafka);
    Map<TopicPartition, Long> begins = kafka.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
    kafka.assign(partitions);
    Map<TopicPartition, Long> starts = starts(kafka, begins, ends);
    starts.forEach(kafka::seek);
    counts.values().forEach(count -> count.add(-count.total()));
    starts.forEach((p, offset) -> counts.get(p.topic()).add(offset - begins.get(p)));
    Map<TopicPartition, Long> waiting = new HashMap<>(ends);
    while (closing.getCount() > 0) {
      ConsumerRecords<byte[], byte[]> records = kafka.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        take(record);
      }
      if (notReady != null) {
        catchUp(kafka, starts, ends, waiting);
      }
    }
  }

  private void catchUp(
      KafkaConsumer<?, ?> kafka,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends,
      Map<TopicPartition, Long> waiting) {
    waiting.keySet().removeIf(p -> kafka.position(p) >= ends.get(p));
    long all = ends.keySet().stream().mapToLong(p -> ends.get(p) - starts.get(p)).sum();
    long left = waiting.keySet().stream().mapToLong(p -> ends.get(p) - kafka.position(p)).sum();
    progress = new long[] {all - left, all};
    notReady = waiting.isEmpty() ? null : "%d of %d records are read".formatted(all - left, all);
    if (waiting.isEmpty()) {
      LOG.info("Memory is rebuilt from {} records", all);
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<?, ?> kafka) {
    Map<String, List<PartitionInfo>> existing = kafka.listTopics();
    for (String topic : feeds.keySet()) {
      if (!existing.containsKey(topic)) {
        throw new KafkaException(
            "there is no topic " + topic + "; create it with: rapport topics create");
      }
    }
    return feeds.keySet().stream()
        .flatMap(topic -> existing.get(topic).stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private Map<TopicPartition, Long> starts(
      KafkaConsumer<?, ?> kafka, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> wanted = new HashMap<>();
    long since = System.currentTimeMillis() - settings.backlogTime().toMillis();
    begins.forEach(
        (p, begin) -> {
          if (feeds.get(p.topic()).start() == Feed.Start.RECENT) {
            wanted.put(p, since);
          }
        });
    Map<TopicPartition, OffsetAndTimestamp> recent = kafka.offsetsForTimes(wanted);
    Map<TopicPartition, Long> starts = new HashMap<>();
    begins.forEach(
        (p, begin) -> {
          long backlog = Math.max(begin, ends.get(p) - settings.backlogRecords());
          starts.put(
              p,
              switch (feeds.get(p.topic()).start()) {
                case BEGINNING -> begin;
                case BACKLOG -> backlog;
                case RECENT ->
                    recent.get(p) == null ? ends.get(p) : Math.max(backlog, recent.get(p).offset());
              });
        });
    return starts;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    counts.get(record.topic()).add(1);
    try {
      feeds.get(record.topic()).take(record);
    } catch (SerializationException e) {
      // The jobs make a dead letter of such a record; the gateway counts it.
      unreadable.get(record.topic()).increment();
    } catch (InterruptException | WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      unreadable.get(record.topic()).increment();
      LOG.warn(
          "The record {}-{}@{} could not be used",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<?, ?> opened = consumer;
    if (opened != null) {
      opened.wakeup();
    }
    try {
      thread.join(RETRY_MILLIS * 5);
      if (thread.isAlive()) {
        // It is waiting for the registry, and only an interrupt ends that.
        thread.interrupt();
        thread.join(RETRY_MILLIS * 5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    feeds.values().forEach(Feed::close);
  }
}
