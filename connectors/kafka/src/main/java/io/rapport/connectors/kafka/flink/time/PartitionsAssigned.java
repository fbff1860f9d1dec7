package io.rapport.connectors.kafka.flink.time;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Tells a reader that it has been given all of its partitions that are known, so that a reader
 * without any has nothing to wait for.
 */
record PartitionsAssigned() implements SourceEvent {
  private static final long serialVersionUID = 1;
}
