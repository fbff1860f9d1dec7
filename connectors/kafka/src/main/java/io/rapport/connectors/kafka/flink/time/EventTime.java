package io.rapport.connectors.kafka.flink.time;

import java.io.Serializable;

/** Extracts the event time of a record. */
@FunctionalInterface
public interface EventTime<T> extends Serializable {

  /**
   * Milliseconds since 1970-01-01 UTC, by the producer's clock.
   *
   * @param received the broker's time of receipt
   */
  long millis(T value, long received);
}
