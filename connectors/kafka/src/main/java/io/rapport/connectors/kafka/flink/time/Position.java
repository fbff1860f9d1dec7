package io.rapport.connectors.kafka.flink.time;

import org.apache.kafka.common.TopicPartition;

/**
 * A reader's position in a partition.
 *
 * @param next offset of the next record, or the connector's mark of a beginning (a negative one)
 *     before the first record
 */
record Position(TopicPartition partition, long next) {}
