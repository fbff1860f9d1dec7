package io.rapport.connectors.kafka.flink;

import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.KeyedValue;
import io.rapport.connectors.kafka.Topic;
import io.rapport.connectors.kafka.registry.RegistryLookup;
import io.rapport.connectors.kafka.wire.WireEncoder;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Encodes the elements of a stream as Kafka records inside a sink. */
final class EncodingSchema<D, A extends SpecificRecord>
    implements KafkaRecordSerializationSchema<D>, KafkaDatasetFacetProvider {

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
    RegistryLookup registry = settings.openRegistry();
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

  /** Names the topic to the sink, which asks the broker for its open transactions at a restart. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(settings.topic(type).name()))));
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
