package io.rapport.jobs.frame;

import io.rapport.avro.ErasureReceipt;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.KeyedValue;
import io.rapport.connectors.kafka.flink.TypedSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.util.function.SerializableFunction;

/** The topics a job writes. Names and uids follow from the topic: {@code to-<topic>}. */
public final class Outputs {

  private final KafkaSettings kafka;
  private final String jobName;
  private final List<DataStream<Receipt>> receipts = new ArrayList<>();

  Outputs(KafkaSettings kafka, String jobName) {
    this.kafka = kafka;
    this.jobName = jobName;
  }

  /**
   * Visible in milliseconds; after a failure a record may come twice, with the same deterministic
   * id or, for models on a compacted topic, as an idempotent upsert by key.
   */
  public <D, A extends SpecificRecord> void atLeastOnce(
      DataStream<D> stream, SerializableFunction<D, A> mapping, Class<A> type) {
    removable(stream, value -> KeyedValue.of(mapping.apply(value)), type);
  }

  /** As {@link #atLeastOnce}, where the mapping may also remove keys of a compacted topic. */
  public <D, A extends SpecificRecord> void removable(
      DataStream<D> stream, SerializableFunction<D, KeyedValue<A>> mapping, Class<A> type) {
    inOrder(stream, write(stream, type, TypedSink.atLeastOnce(kafka, type, mapping)));
  }

  /**
   * The latest by key on a compacted topic, from which the mapping may also remove keys: visible
   * some {@link KafkaSettings#batchLinger} later; after a failure a record may come twice.
   */
  public <D, A extends SpecificRecord> void upserts(
      DataStream<D> stream, SerializableFunction<D, KeyedValue<A>> mapping, Class<A> type) {
    inOrder(stream, write(stream, type, TypedSink.upserts(kafka, type, mapping)));
  }

  /**
   * Visible to readers of committed records when the next checkpoint completes, once each; for
   * records of which none replaces another, which may therefore be written in any order.
   */
  public <D, A extends SpecificRecord> void exactlyOnce(
      DataStream<D> stream, SerializableFunction<D, A> mapping, Class<A> type) {
    String transactions = jobName + "-" + kafka.topic(type).name();
    write(
        stream,
        type,
        TypedSink.exactlyOnce(
            kafka, type, transactions, value -> KeyedValue.of(mapping.apply(value))));
  }

  /** Receipts of one domain of the job; those of all are written by one sink. */
  public void receipts(DataStream<Receipt> of) {
    receipts.add(of);
  }

  void complete() {
    receipts.stream()
        .reduce((left, right) -> left.union(right))
        .ifPresent(
            all ->
                exactlyOnce(
                    ServingOptions.apart(all, "receipts"), Outputs::toAvro, ErasureReceipt.class));
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

  /** What follows each other stays in order where the parallelism stays the same. */
  private static void inOrder(DataStream<?> stream, DataStreamSink<?> written) {
    written.setParallelism(stream.getParallelism());
  }

  private <D, A extends SpecificRecord> DataStreamSink<D> write(
      DataStream<D> stream, Class<A> type, Sink<D> sink) {
    String topic = kafka.topic(type).name();
    return stream.sinkTo(sink).name("to " + topic).uid("to-" + topic);
  }
}
