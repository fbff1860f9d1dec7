package io.rapport.connectors.gateway.feeds;

import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireDeserializer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A subscription to one topic: its type, the place where reading begins, and the consumer of its
 * records. For one thread.
 */
final class Feed<T extends SpecificRecord> implements AutoCloseable {

  /** The place where reading begins. */
  enum Start {
    /** The beginning, for compacted topics, which hold the present state. */
    BEGINNING,
    /** The backlog's number of records before the end. */
    BACKLOG,
    /** The same, but no further back than the backlog's time. */
    RECENT
  }

  private final Class<T> type;
  private final String topic;
  private final Start start;
  private final Consumer<Arrival<T>> taker;
  private final WireDeserializer<T> deserializer;

  Feed(KafkaSettings kafka, Class<T> type, Start start, Consumer<Arrival<T>> taker) {
    this.type = type;
    this.topic = kafka.topic(type).name();
    this.start = start;
    this.taker = taker;
    this.deserializer = new WireDeserializer<>(kafka, type);
  }

  Class<T> type() {
    return type;
  }

  String topic() {
    return topic;
  }

  Start start() {
    return start;
  }

  /**
   * Hands a record on.
   *
   * @throws org.apache.kafka.common.errors.SerializationException when it cannot be read
   */
  void take(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    taker.accept(
        new Arrival<>(
            key == null ? null : new String(key, StandardCharsets.UTF_8),
            deserializer.deserialize(topic, record.value()),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.value() == null ? 0 : record.value().length));
  }

  @Override
  public void close() {
    deserializer.close();
  }
}
