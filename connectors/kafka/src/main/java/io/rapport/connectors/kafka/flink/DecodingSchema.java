package io.rapport.connectors.kafka.flink;

import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.Origin;
import io.rapport.connectors.kafka.registry.RegistryLookup;
import io.rapport.connectors.kafka.wire.DecodeFailure;
import io.rapport.connectors.kafka.wire.WireDecoder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Decodes Kafka records inside a source. While it waits for the registry the whole subtask waits,
 * checkpoints included: the job stands still, or restarts from its last checkpoint when one times
 * out, and continues when the registry is back.
 */
final class DecodingSchema<T extends SpecificRecord>
    implements KafkaRecordDeserializationSchema<Decoded<T>> {

  private static final byte[] NOTHING = {};

  private final KafkaSettings settings;
  private final Class<T> type;
  private transient WireDecoder<T> decoder;
  private transient Counter failures;

  DecodingSchema(KafkaSettings settings, Class<T> type) {
    this.settings = settings;
    this.type = type;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    RegistryLookup registry = settings.openRegistry();
    decoder = new WireDecoder<>(type, registry);
    MetricGroup metrics = context.getMetricGroup().addGroup("rapport").addGroup("kafka");
    failures = metrics.counter("decode-failures");
    RegistryMetrics.register(metrics, registry);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Decoded<T>> out)
      throws IOException {
    out.collect(decode(record));
  }

  private Decoded<T> decode(ConsumerRecord<byte[], byte[]> record) throws IOException {
    Origin origin =
        new Origin(record.topic(), record.partition(), record.offset(), record.timestamp());
    var result = decode(record.value());
    if (result.failure() != null && result.failure().reason() != DecodeFailure.Reason.TOMBSTONE) {
      failures.inc();
    }
    Map<String, byte[]> headers = headers(record);
    return result.failure() == null
        ? Decoded.value(origin, record.key(), record.value(), headers, result.value())
        : Decoded.failure(origin, record.key(), record.value(), headers, result.failure());
  }

  private WireDecoder.Result<T> decode(byte[] value) throws IOException {
    try {
      return decoder.decode(value);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while waiting for the registry");
    }
  }

  private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, byte[]> headers = Map.of();
    for (Header header : record.headers()) {
      if (headers.isEmpty()) {
        headers = new HashMap<>();
      }
      headers.put(header.key(), header.value() == null ? NOTHING : header.value());
    }
    return headers;
  }

  @Override
  public TypeInformation<Decoded<T>> getProducedType() {
    return new DecodedTypeInfo<>(type);
  }
}
