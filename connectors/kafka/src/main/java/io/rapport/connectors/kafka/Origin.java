package io.rapport.connectors.kafka;

/**
 * The place of a record in Kafka.
 *
 * @param topic the topic
 * @param partition the partition
 * @param offset the offset
 * @param timestamp time of receipt at the broker, in milliseconds since 1970-01-01 UTC; for a topic
 *     that keeps the producer's time, that time
 */
public record Origin(String topic, int partition, long offset, long timestamp) {

  /** The record's unique name: topic-partition-offset. */
  public String id() {
    return topic + "-" + partition + "-" + offset;
  }
}
