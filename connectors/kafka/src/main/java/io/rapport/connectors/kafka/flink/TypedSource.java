package io.rapport.connectors.kafka.flink;

import io.rapport.connectors.kafka.CleanupPolicy;
import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Builds sources of the topic of one record type. */
public final class TypedSource {

  private TypedSource() {}

  /**
   * Every record of the type's topic, decoded or failed, without end. A job without a checkpoint
   * starts a topic of events at the group's committed offsets, or else at the earliest; a compacted
   * topic always at the earliest, because it holds the present state, and a job without a
   * checkpoint knows none of it. Records of transactions are seen once committed.
   */
  public static <T extends SpecificRecord> KafkaSource<Decoded<T>> of(
      KafkaSettings settings, Class<T> type) {
    return builder(settings, type).build();
  }

  /** A builder of the same source, for another beginning or for an end. */
  public static <T extends SpecificRecord> KafkaSourceBuilder<Decoded<T>> builder(
      KafkaSettings settings, Class<T> type) {
    Topic<T> topic = settings.topic(type);
    return KafkaSource.<Decoded<T>>builder()
        .setProperties(settings.clientConfig())
        .setBootstrapServers(settings.bootstrapServers())
        .setGroupId(settings.groupId())
        .setClientIdPrefix(settings.groupId() + "-" + topic.name())
        .setProperty("isolation.level", "read_committed")
        .setTopics(topic.name())
        .setStartingOffsets(start(topic.cleanup()))
        .setDeserializer(new DecodingSchema<>(settings, type));
  }

  // The connector's interface takes the enum that Kafka's client has deprecated.
  @SuppressWarnings("deprecation")
  private static OffsetsInitializer start(CleanupPolicy cleanup) {
    return cleanup == CleanupPolicy.COMPACT
        ? OffsetsInitializer.earliest()
        : OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
  }
}
