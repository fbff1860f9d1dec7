/** Confluent's wire format: Avro records to bytes and back, safe for bytes from any producer. */
package io.rapport.connectors.kafka.wire;
