package io.rapport.connectors.kafka;

import io.rapport.connectors.kafka.registry.RefusedSchemaException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends records of any contract to their topics, without Flink, and counts what the broker has
 * confirmed. The producer is idempotent and waits for all replicas. For any number of threads.
 */
public final class WireProducer implements AutoCloseable {

  /** Records given to the producer, confirmed by the broker and given up. */
  public record Counts(long sent, long acknowledged, long failed) {}

  private static final class Tally {
    final LongAdder sent = new LongAdder();
    final LongAdder acknowledged = new LongAdder();
    final LongAdder failed = new LongAdder();
  }

  private final KafkaSettings settings;
  private final Producer<String, byte[]> producer;
  private final Map<Class<?>, Topic<SpecificRecord>> topics = new ConcurrentHashMap<>();
  private final Map<Class<?>, WireSerializer<SpecificRecord>> serializers =
      new ConcurrentHashMap<>();
  private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public WireProducer(KafkaSettings settings) {
    this(settings, Map.of());
  }

  /**
   * @param overrides properties of the producer, over those of the settings
   */
  public WireProducer(KafkaSettings settings, Map<String, String> overrides) {
    this.settings = settings;
    Properties config = settings.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.LINGER_MS_CONFIG, Long.toString(settings.linger().toMillis()));
    config.putAll(overrides);
    this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** Sends a record to its contract's topic under the key the contract names. */
  public void send(SpecificRecord value) {
    send(value.getClass(), topic(value.getClass()).key(value), encode(value));
  }

  /**
   * Sends a record to its contract's topic under the key the contract names, and completes with its
   * place, or with the reason why the broker did not take it.
   */
  public CompletableFuture<RecordMetadata> sendAndAwait(SpecificRecord value) {
    CompletableFuture<RecordMetadata> outcome = new CompletableFuture<>();
    send(
        value.getClass(),
        topic(value.getClass()).key(value),
        encode(value),
        (metadata, error) -> {
          if (error == null) {
            outcome.complete(metadata);
          } else {
            outcome.completeExceptionally(error);
          }
        });
    return outcome;
  }

  /** Sends bytes as they are to a contract's topic. */
  public void send(Class<? extends SpecificRecord> contract, String key, byte[] bytes) {
    send(contract, key, bytes, (metadata, error) -> {});
  }

  private void send(
      Class<? extends SpecificRecord> contract, String key, byte[] bytes, Callback outcome) {
    String topic = topic(contract).name();
    Tally tally = tallies.computeIfAbsent(topic, name -> new Tally());
    tally.sent.increment();
    // The callback gets every outcome of a send, so the future is not needed.
    var unused =
        producer.send(
            new ProducerRecord<>(topic, key, bytes),
            (metadata, error) -> {
              if (error == null) {
                tally.acknowledged.increment();
              } else {
                tally.failed.increment();
                failure.compareAndSet(null, error);
              }
              outcome.onCompletion(metadata, error);
            });
  }

  /**
   * A record in wire format, with the schema id of its own contract's subject.
   *
   * @throws RefusedSchemaException when the registry refuses the schema
   */
  public byte[] encode(SpecificRecord value) {
    Class<? extends SpecificRecord> contract = value.getClass();
    return serializer(contract).serialize(topic(contract).name(), value);
  }

  /**
   * Registers a contract's schema, waiting for the registry if need be, so that the first record
   * need not wait.
   *
   * @throws RefusedSchemaException when the registry refuses the schema
   */
  public void prepare(Class<? extends SpecificRecord> contract) {
    serializer(contract).prepare(topic(contract).name());
  }

  private WireSerializer<SpecificRecord> serializer(Class<? extends SpecificRecord> contract) {
    return serializers.computeIfAbsent(
        contract, type -> new WireSerializer<>(settings, contract(contract)));
  }

  private Topic<SpecificRecord> topic(Class<? extends SpecificRecord> contract) {
    return topics.computeIfAbsent(contract, type -> settings.topic(contract(contract)));
  }

  // Topics and serializers of a class are only ever given values of that class.
  @SuppressWarnings("unchecked")
  private static Class<SpecificRecord> contract(Class<? extends SpecificRecord> type) {
    return (Class<SpecificRecord>) type;
  }

  /** Returns when everything sent is confirmed or given up. */
  public void flush() {
    producer.flush();
  }

  /** Counts by topic name, in alphabetical order. */
  public Map<String, Counts> counts() {
    Map<String, Counts> counts = new TreeMap<>();
    tallies.forEach(
        (topic, tally) ->
            counts.put(
                topic, new Counts(tally.sent.sum(), tally.acknowledged.sum(), tally.failed.sum())));
    return counts;
  }

  /** The reason why the first record was given up; null while none was. */
  public Exception failure() {
    return failure.get();
  }

  /** Waits for records in flight and disconnects from broker and registry. */
  @Override
  public void close() {
    producer.close();
    serializers.values().forEach(WireSerializer::close);
  }
}
