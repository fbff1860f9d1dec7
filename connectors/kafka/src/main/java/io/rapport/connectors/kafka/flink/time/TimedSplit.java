package io.rapport.connectors.kafka.flink.time;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** A partition with its time, so that the time goes where the partition goes. */
record TimedSplit(KafkaPartitionSplit partition, PartitionTime time) implements SourceSplit {

  /** A partition that is new to the job. */
  static TimedSplit fresh(KafkaPartitionSplit partition) {
    return new TimedSplit(partition, PartitionTime.UNKNOWN);
  }

  @Override
  public String splitId() {
    return partition.splitId();
  }
}
