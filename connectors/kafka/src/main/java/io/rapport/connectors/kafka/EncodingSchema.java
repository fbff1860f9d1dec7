package io.rapport.connectors.kafka;

import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a stream carries to Kafka records inside a sink. */
final class EncodingSchema<D, A extends SpecificRecord>
    implements KafkaRecordSerializationSchema<D> {

  private final KafkaSettings settings;
  private final Class<A> type;
  private final SerializableFunction<D, KeyedValue<A>> mapping;
  private transient Topic<A> topic;
  private transient WireEncoder<A> encoder;

  EncodingSchema(
      KafkaSettings settings, Class<A> type, SerializableFunction<D, KeyedValue<A>> mapping) {
    this.settings = settings;
    this.type = type;
    this.mapping = mapping;
  }

  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    RegistryLookup registry = new RegistryLookup(settings);
    topic = settings.topic(type);
    encoder = new WireEncoder<>(type, registry);
    RegistryMetrics.register(
        context.getMetricGroup().addGroup("rapport").addGroup("kafka"), registry);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      D element, KafkaSinkContext context, Long timestamp) {
    KeyedValue<A> record = mapping.apply(element);
    byte[] key = record.key() == null ? topic.keyBytes(record.value()) : Topic.bytes(record.key());
    return new ProducerRecord<>(topic.name(), key, bytes(record.value()));
  }

  private byte[] bytes(A value) {
    try {
      return value == null ? null : encoder.encode(topic.name(), value);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRuntimeException("stopped while waiting for the registry", e);
    }
  }
}
