package io.rapport.jobs.frame;

import io.rapport.avro.ErasureReceipt;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.KeyedValue;
import io.rapport.connectors.kafka.Topic;
import io.rapport.connectors.kafka.flink.TypedSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.util.function.SerializableFunction;

/** The output topics of a job. A sink's name and uid follow from its topic: {@code to-<topic>}. */
public final class Outputs {

  private final KafkaSettings kafka;
  private final List<DataStream<Receipt>> receipts = new ArrayList<>();

  /**
   * @param kafka whose group is the job's own: transactions are named by it
   */
  Outputs(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /**
   * Writes records that are visible within milliseconds. After a failure a record may come twice:
   * with the same deterministic id or, on a compacted topic, as an idempotent upsert by key.
   */
  public <D, A extends SpecificRecord> void atLeastOnce(
      DataStream<D> stream, SerializableFunction<D, A> mapping, Class<A> type) {
    removable(stream, value -> KeyedValue.of(mapping.apply(value)), type);
  }

  /** As {@link #atLeastOnce}, with a mapping that may also remove keys of a compacted topic. */
  public <D, A extends SpecificRecord> void removable(
      DataStream<D> stream, SerializableFunction<D, KeyedValue<A>> mapping, Class<A> type) {
    inOrder(stream, write(stream, type, TypedSink.atLeastOnce(kafka, type, mapping)));
  }

  /**
   * Writes the latest record by key to a compacted topic. The mapping may also remove keys. A
   * record is visible about {@link KafkaSettings#batchLinger} later; after a failure it may come
   * twice.
   */
  public <D, A extends SpecificRecord> void upserts(
      DataStream<D> stream, SerializableFunction<D, KeyedValue<A>> mapping, Class<A> type) {
    inOrder(stream, write(stream, type, TypedSink.upserts(kafka, type, mapping)));
  }

  /**
   * Writes each record once, visible to readers of committed records when the next checkpoint
   * completes. Records may be written in any order, so none may replace another.
   */
  public <D, A extends SpecificRecord> void exactlyOnce(
      DataStream<D> stream, SerializableFunction<D, A> mapping, Class<A> type) {
    String transactions = kafka.groupId() + "-" + kafka.topic(type).name();
    write(
        stream,
        type,
        TypedSink.exactlyOnce(
            kafka, type, transactions, value -> KeyedValue.of(mapping.apply(value))));
  }

  /** Adds the receipts of one domain of the job. One sink writes those of all domains. */
  public void receipts(DataStream<Receipt> of) {
    receipts.add(of);
  }

  void complete() {
    receipts.stream()
        .reduce((left, right) -> left.union(right))
        .ifPresent(
            all ->
                exactlyOnce(
                    ServingOptions.apart(all, "collect", "receipts"),
                    Outputs::toAvro,
                    ErasureReceipt.class));
  }

  private static ErasureReceipt toAvro(Receipt receipt) {
    return ErasureReceipt.newBuilder()
        .setRequestId(receipt.requestId())
        .setSite(receipt.site())
        .setEventTime(Instant.ofEpochMilli(receipt.eventTime()))
        .setComponent(receipt.component())
        .setRemoved(receipt.removed())
        .build();
  }

  /** The short name of a topic on the dashboard. */
  static String label(Class<? extends SpecificRecord> type) {
    String name = Topic.of(type).name();
    return name.substring(name.indexOf('.') + 1);
  }

  /** Keeps records in order, which needs the parallelism of the stream. */
  private static void inOrder(DataStream<?> stream, DataStreamSink<?> written) {
    written.setParallelism(stream.getParallelism());
  }

  private <D, A extends SpecificRecord> DataStreamSink<D> write(
      DataStream<D> stream, Class<A> type, Sink<D> sink) {
    String topic = kafka.topic(type).name();
    return stream.sinkTo(sink).name("to " + label(type)).uid("to-" + topic);
  }
}
