package io.rapport.connectors.kafka.flink;

import io.rapport.connectors.kafka.DeadLetters;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.KeyedValue;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Builds sinks to the topic of one record type. Each comes in two forms: for a stream of the
 * records themselves, and with a mapping from the stream's elements. The mapping is applied where
 * the record is written, so that no Avro object travels between operators.
 */
public final class TypedSink {

  /**
   * The bytes of a partition that one request may carry; Kafka's default of 16 KB would limit
   * throughput.
   */
  private static final int BATCH_BYTES = 1 << 18;

  private TypedSink() {}

  /** At least once, and readable as soon as the producer's linger has passed. */
  public static <A extends SpecificRecord> Sink<A> atLeastOnce(
      KafkaSettings settings, Class<A> type) {
    return atLeastOnce(settings, type, KeyedValue::of);
  }

  /** At least once, with a mapping. */
  public static <D, A extends SpecificRecord> Sink<D> atLeastOnce(
      KafkaSettings settings, Class<A> type, SerializableFunction<D, KeyedValue<A>> mapping) {
    return new KafkaOutput<>(
        builder(settings, type, mapping, settings.linger())
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .build());
  }

  /**
   * Exactly once, by transactions: readable with the next checkpoint.
   *
   * @param transactionalIdPrefix the job's and the output's own; two sinks must not share one
   */
  public static <A extends SpecificRecord> Sink<A> exactlyOnce(
      KafkaSettings settings, Class<A> type, String transactionalIdPrefix) {
    return exactlyOnce(settings, type, transactionalIdPrefix, KeyedValue::of);
  }

  /** Exactly once, with a mapping. */
  public static <D, A extends SpecificRecord> Sink<D> exactlyOnce(
      KafkaSettings settings,
      Class<A> type,
      String transactionalIdPrefix,
      SerializableFunction<D, KeyedValue<A>> mapping) {
    return new KafkaOutput<>(
        builder(settings, type, mapping, settings.batchLinger())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(transactionalIdPrefix)
            // A fixed pool of ids, whose open transactions the sink asks the broker for at a
            // restart:
            // after a downscale none stays open, and ids do not pile up at the broker.
            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
            .setProperty(
                "transaction.timeout.ms", Long.toString(settings.transactionTimeout().toMillis()))
            .build());
  }

  /** The latest by key, at least once: readable as soon as the batch linger has passed. */
  public static <D, A extends SpecificRecord> Sink<D> upserts(
      KafkaSettings settings, Class<A> type, SerializableFunction<D, KeyedValue<A>> mapping) {
    return new KafkaOutput<>(
        builder(settings, type, mapping, settings.batchLinger())
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .build());
  }

  private static <D, A extends SpecificRecord> KafkaSinkBuilder<D> builder(
      KafkaSettings settings,
      Class<A> type,
      SerializableFunction<D, KeyedValue<A>> mapping,
      Duration linger) {
    return KafkaSink.<D>builder()
        // The topic decides what is too large; a dead letter holds more than a record may.
        .setProperty("max.request.size", Integer.toString(DeadLetters.MAX_LETTER_BYTES))
        // While one request is under way the next one fills. Under load that makes few requests,
        // each of which costs broker and producer; without load nothing waits.
        .setProperty("max.in.flight.requests.per.connection", "1")
        .setProperty("batch.size", Integer.toString(BATCH_BYTES))
        .setKafkaProducerConfig(settings.clientConfig())
        .setBootstrapServers(settings.bootstrapServers())
        .setProperty("linger.ms", Long.toString(linger.toMillis()))
        .setRecordSerializer(new EncodingSchema<>(settings, type, mapping));
  }
}
