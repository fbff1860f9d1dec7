package io.rapport.connectors.gateway.feeds;

/**
 * A record as it came from a topic.
 *
 * @param key the record's key; null when it has none
 * @param value null for a tombstone
 * @param timestamp time of receipt at the broker, in milliseconds since 1970-01-01 UTC
 * @param size the value's size in Kafka, in bytes
 */
record Arrival<T>(String key, T value, int partition, long offset, long timestamp, int size) {}
