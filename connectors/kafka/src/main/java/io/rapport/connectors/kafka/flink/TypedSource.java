package io.rapport.connectors.kafka.flink;

import io.rapport.connectors.kafka.CleanupPolicy;
import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.Topic;
import io.rapport.connectors.kafka.flink.time.EventTime;
import io.rapport.connectors.kafka.flink.time.GuardedWatermarks;
import io.rapport.connectors.kafka.flink.time.TimedSource;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * A source of every record of one type's topic, decoded or failed, without end.
 *
 * <p>A job without a checkpoint starts a topic of events at the group's committed offsets, or else
 * at the earliest; a compacted topic always at the earliest, because it holds the present state,
 * and a job without a checkpoint knows none of it. Records of transactions are seen once committed.
 */
public final class TypedSource<T extends SpecificRecord> {

  private final Source<Decoded<T>, ?, ?> source;
  private final WatermarkStrategy<Decoded<T>> watermarks;

  private TypedSource(Source<Decoded<T>, ?, ?> source, WatermarkStrategy<Decoded<T>> watermarks) {
    this.source = source;
    this.watermarks = watermarks;
  }

  /** A topic of events, which drive event time. */
  public static <T extends SpecificRecord> TypedSource<T> events(
      KafkaSettings settings, Class<T> type, EventTime<T> eventTime) {
    return new TypedSource<>(
        new TimedSource<>(builder(settings, type).build(), settings, eventTime),
        GuardedWatermarks.of(settings, eventTime));
  }

  /** A topic of the present state of things, which never holds event time back. */
  public static <T extends SpecificRecord> TypedSource<T> state(
      KafkaSettings settings, Class<T> type) {
    return new TypedSource<>(builder(settings, type).build(), GuardedWatermarks.idle());
  }

  /** Adds the source to a job. */
  public SingleOutputStreamOperator<Decoded<T>> read(
      StreamExecutionEnvironment environment, String name) {
    return environment.fromSource(source, watermarks, name);
  }

  /** A builder of the Kafka connector's source, for another beginning or for an end. */
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
