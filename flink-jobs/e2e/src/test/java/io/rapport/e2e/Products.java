package io.rapport.e2e;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.Recommendation;
import io.rapport.avro.TriagedTicket;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireDeserializer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The newest product of every key, as their users read them: lists, profiles, triaged tickets and
 * segments.
 */
final class Products implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(
          Recommendation.class, CustomerProfile.class, TriagedTicket.class, CustomerSegment.class);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, WireDeserializer<?>> readers = new HashMap<>();
  private final Map<Class<?>, Map<String, SpecificRecord>> newest = new HashMap<>();
  private final Set<String> answered = new HashSet<>();

  /** Reads from the beginning of the topics. */
  Products(KafkaSettings settings) {
    Properties config = settings.clientConfig();
    config.setProperty("isolation.level", "read_committed");
    config.setProperty("enable.auto.commit", "false");
    consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    for (Class<? extends SpecificRecord> type : TYPES) {
      readers.put(settings.topic(type).name(), new WireDeserializer<>(settings, type));
      newest.put(type, new TreeMap<>());
    }
    List<TopicPartition> partitions =
        readers.keySet().stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Reads until it is so.
   *
   * @param what is waited for, in the failure's message
   */
  void await(BooleanSupplier so, Duration patience, Object what) {
    Instant end = Instant.now().plus(patience);
    while (!so.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("Not within " + patience + ": " + what);
      }
      read();
    }
  }

  /** Reads until nothing has come for some seconds. */
  void awaitQuiet() {
    Instant quietSince = Instant.now();
    while (Duration.between(quietSince, Instant.now()).compareTo(QUIET) < 0) {
      if (read()) {
        quietSince = Instant.now();
      }
    }
  }

  private boolean read() {
    boolean any = false;
    for (var record : consumer.poll(POLL)) {
      any = true;
      SpecificRecord value =
          (SpecificRecord) readers.get(record.topic()).deserialize(record.topic(), record.value());
      if (value instanceof Recommendation list) {
        answered.add(list.getTriggerEventId());
      }
      if (value != null) {
        newest.get(value.getClass()).put(record.key(), value);
      }
    }
    return any;
  }

  /** Whether an event has been answered with a list. */
  boolean answered(String eventId) {
    return answered.contains(eventId);
  }

  /** The newest record of each key of a type. */
  @SuppressWarnings("unchecked") // Records are only ever put under their own class.
  <A extends SpecificRecord> Map<String, A> newest(Class<A> type) {
    return (Map<String, A>) newest.get(type);
  }

  /** The newest records of a type as somebody sees them, of the keys chosen. */
  <A extends SpecificRecord> Map<String, String> shown(Class<A> type, Function<A, String> view) {
    Map<String, String> shown = new TreeMap<>();
    newest(type).forEach((key, value) -> shown.put(key, view.apply(value)));
    return shown;
  }

  @Override
  public void close() {
    consumer.close();
    readers.values().forEach(WireDeserializer::close);
  }
}
