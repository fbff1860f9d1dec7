/**
 * How Kafka and a Confluent-compatible schema registry connect to Flink jobs and to plain programs:
 * typed topics, sources and sinks, the wire format, watermarks that one bad clock cannot spoil, and
 * dead letters. Knows nothing of what the records mean.
 */
package io.rapport.connectors.kafka;
