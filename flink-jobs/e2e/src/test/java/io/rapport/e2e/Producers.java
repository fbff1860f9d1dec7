package io.rapport.e2e;

import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.Topic;
import io.rapport.connectors.kafka.WireSerializer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records and raw bytes, and counts what the broker acknowledged by topic. */
final class Producers implements AutoCloseable {

  private final KafkaSettings settings;
  private final Producer<byte[], byte[]> producer;
  private final Map<Class<?>, WireSerializer<?>> serializers = new HashMap<>();
  private final Map<String, Long> sent = new HashMap<>();
  private volatile Exception failed;

  Producers(KafkaSettings settings) {
    this.settings = settings;
    this.producer =
        new KafkaProducer<>(
            settings.clientConfig(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @SuppressWarnings("unchecked") // A serializer is only ever put here with its own type.
  <A extends SpecificRecord> byte[] encode(A value) {
    Class<A> type = (Class<A>) value.getClass();
    var serializer =
        (WireSerializer<A>)
            serializers.computeIfAbsent(type, key -> new WireSerializer<>(settings, type));
    return serializer.serialize(settings.topic(type).name(), value);
  }

  @SuppressWarnings("unchecked") // The class of a record is the class of its topic's records.
  <A extends SpecificRecord> void send(A value) {
    Topic<A> topic = settings.topic((Class<A>) value.getClass());
    raw(topic.type(), topic.key(value), encode(value));
  }

  /** Anything at all, sent to the topic of a record type. */
  <A extends SpecificRecord> void raw(Class<A> type, String key, byte[] value) {
    String topic = settings.topic(type).name();
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    // The callback says how it ended.
    var unused =
        producer.send(
            new ProducerRecord<>(topic, keyBytes, value),
            (metadata, failure) -> {
              if (failure != null) {
                failed = failure;
                return;
              }
              synchronized (sent) {
                sent.merge(topic, 1L, Long::sum);
              }
            });
  }

  /** The number of records of a type that the broker has acknowledged. */
  <A extends SpecificRecord> long acknowledged(Class<A> type) {
    producer.flush();
    if (failed != null) {
      throw new IllegalStateException("a record was not sent", failed);
    }
    synchronized (sent) {
      return sent.getOrDefault(settings.topic(type).name(), 0L);
    }
  }

  @Override
  public void close() {
    producer.close();
    serializers.values().forEach(WireSerializer::close);
  }
}
