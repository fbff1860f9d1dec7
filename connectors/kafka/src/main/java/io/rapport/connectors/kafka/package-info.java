/**
 * Typed access to Kafka and a Confluent-compatible schema registry: topics, settings, producers and
 * consumers of plain programs, and dead letters. It does not know what the records mean.
 *
 * <p>Flink jobs start at {@link io.rapport.connectors.kafka.flink.TypedSource} and {@link
 * io.rapport.connectors.kafka.flink.TypedSink}, plain programs at {@link
 * io.rapport.connectors.kafka.WireProducer} and {@link io.rapport.connectors.kafka.TopicReader}.
 */
package io.rapport.connectors.kafka;
