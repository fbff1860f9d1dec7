package io.rapport.connectors.kafka;

import io.rapport.connectors.kafka.registry.RefusedSchemaException;
import io.rapport.connectors.kafka.wire.WireEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Lets a plain Kafka producer write records of one type. The schema is registered for each topic
 * written to; while the registry is away, the first record of a topic waits for it.
 */
public final class WireSerializer<A extends SpecificRecord> implements Serializer<A> {

  private final WireEncoder<A> encoder;

  public WireSerializer(KafkaSettings settings, Class<A> type) {
    this.encoder = new WireEncoder<>(type, settings.openRegistry());
  }

  /**
   * Wire format of a value, or null for null.
   *
   * @throws RefusedSchemaException when the registry refuses the schema
   */
  @Override
  // A producer may be shared between threads, the encoder may not.
  public synchronized byte[] serialize(String topic, A value) {
    try {
      return value == null ? null : encoder.encode(topic, value);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Registers the schema for a topic, waiting for the registry if need be. */
  synchronized void prepare(String topic) {
    try {
      encoder.prepare(topic);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    try {
      encoder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
