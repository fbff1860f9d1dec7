package io.rapport.cli.demo;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.Recommendation;
import io.rapport.avro.TriagedTicket;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireDeserializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the products as their users would, by a plain consumer of the committed records: counts
 * each, and measures for every recommendation the time from the broker's receipt of the event to
 * its arrival here, in milliseconds.
 */
final class LiveMeter implements AutoCloseable {
  /** The products, in the order in which they are shown. */
  static final List<Class<? extends SpecificRecord>> PRODUCTS =
      List.of(
          Recommendation.class, TriagedTicket.class, CustomerProfile.class, CustomerSegment.class);

  private static final Logger LOG = LoggerFactory.getLogger(LiveMeter.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long MAX_LATENCY_MILLIS = 3_600_000;
  private static final int DIGITS = 3;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final WireDeserializer<Recommendation> recommendations;
  private final Map<String, LongAdder> counts = new HashMap<>();
  private final Recorder latency = new Recorder(MAX_LATENCY_MILLIS, DIGITS);
  private final Histogram whole = new Histogram(MAX_LATENCY_MILLIS, DIGITS);
  private final Histogram settled = new Histogram(MAX_LATENCY_MILLIS, DIGITS);
  private final KafkaSettings kafka;
  private final Thread thread = new Thread(this::run, "live-meter");
  private volatile Consumer<Recommendation> listener = recommendation -> {};
  private volatile boolean closing;
  private volatile RuntimeException failure;

  private LiveMeter(KafkaSettings kafka) {
    this.kafka = kafka;
    this.recommendations = new WireDeserializer<>(kafka, Recommendation.class);
    this.consumer =
        new KafkaConsumer<>(
            properties(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    PRODUCTS.forEach(type -> counts.put(topic(type), new LongAdder()));
    counts.put(topic(DeadLetter.class), new LongAdder());
    List<TopicPartition> partitions =
        counts.keySet().stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Starts to watch, from the beginning of the topics. */
  static LiveMeter start(KafkaSettings kafka) {
    LiveMeter meter = new LiveMeter(kafka);
    meter.thread.setDaemon(true);
    meter.thread.start();
    return meter;
  }

  /** Hands every later recommendation to a listener, on the meter's thread. */
  void tell(Consumer<Recommendation> listener) {
    this.listener = listener;
  }

  /** Records of a type seen so far. */
  long count(Class<? extends SpecificRecord> type) {
    if (failure != null) {
      throw failure;
    }
    return counts.get(topic(type)).sum();
  }

  /** Records of all products seen so far. */
  long total() {
    return PRODUCTS.stream().mapToLong(this::count).sum();
  }

  /** Latencies since the last call, in milliseconds. */
  Histogram recentLatency() {
    Histogram recent = latency.getIntervalHistogram();
    whole.add(recent);
    settled.add(recent);
    return recent;
  }

  /** Latencies of the whole run, as of the last {@link #recentLatency()}. */
  Histogram wholeLatency() {
    return whole;
  }

  /** Begins {@link #settledLatency()}: the start, with its cold code and its backlog, is over. */
  void settle() {
    recentLatency();
    settled.reset();
  }

  /** Latencies since {@link #settle()}, as of the last {@link #recentLatency()}. */
  Histogram settledLatency() {
    return settled;
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    recommendations.close();
  }

  private void run() {
    try (consumer) {
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          counts.get(record.topic()).increment();
          if (record.value() != null && record.topic().equals(topic(Recommendation.class))) {
            Recommendation recommendation =
                recommendations.deserialize(record.topic(), record.value());
            measure(recommendation);
            listener.accept(recommendation);
          }
        }
      }
    } catch (RuntimeException e) {
      if (!closing) {
        LOG.error("The live meter stopped", e);
        failure = e;
      }
    }
  }

  private void measure(Recommendation recommendation) {
    long millis = System.currentTimeMillis() - recommendation.getTriggerTime().toEpochMilli();
    latency.recordValue(Math.max(0, Math.min(MAX_LATENCY_MILLIS, millis)));
  }

  private String topic(Class<? extends SpecificRecord> type) {
    return kafka.topic(type).name();
  }

  private static Properties properties(KafkaSettings kafka) {
    Properties properties = kafka.clientConfig();
    properties.setProperty("enable.auto.commit", "false");
    properties.setProperty("auto.offset.reset", "earliest");
    properties.setProperty("isolation.level", "read_committed");
    properties.setProperty("fetch.max.wait.ms", "50");
    return properties;
  }
}
