package io.rapport.connectors.kafka.flink.time;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Tells which partitions are read to their end. Used by one thread. */
interface PartitionEnds extends AutoCloseable {

  /**
   * The partitions that hold nothing at or beyond the position: no record, and no record of an open
   * transaction.
   *
   * @throws RuntimeException when the broker does not answer in time
   */
  Set<TopicPartition> reached(List<Position> positions);

  @Override
  void close();
}
