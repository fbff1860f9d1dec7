package io.rapport.connectors.kafka;

import io.rapport.connectors.kafka.wire.WireDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Lets a plain Kafka consumer read records of one type. */
public final class WireDeserializer<A extends SpecificRecord> implements Deserializer<A> {

  private final WireDecoder<A> decoder;

  public WireDeserializer(KafkaSettings settings, Class<A> type) {
    this.decoder = new WireDecoder<>(type, settings.openRegistry());
  }

  /**
   * The value, or null for a tombstone.
   *
   * @throws SerializationException when the bytes cannot be decoded
   */
  @Override
  public A deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      var result = decoder.decode(bytes);
      if (result.failure() != null) {
        throw new SerializationException(
            topic + ": " + result.failure().reason().code() + ": " + result.failure().detail());
      }
      return result.value();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    try {
      decoder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
