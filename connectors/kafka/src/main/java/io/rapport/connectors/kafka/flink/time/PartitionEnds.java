package io.rapport.connectors.kafka.flink.time;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Tells which partitions are read to their end. Used by one thread. */
interface PartitionEnds extends AutoCloseable {

  /**
   * The broker's answer.
   *
   * @param reached the partitions that hold nothing at or beyond the position: no record, and no
   *     record of an open transaction
   * @param unanswered the partitions of which it does not say where they end, with the reason
   */
  record Found(Set<TopicPartition> reached, Map<TopicPartition, Exception> unanswered) {}

  /**
   * Asks about the partitions of the positions.
   *
   * @throws RuntimeException when nothing can be asked
   */
  Found find(List<Position> positions);

  @Override
  void close();
}
