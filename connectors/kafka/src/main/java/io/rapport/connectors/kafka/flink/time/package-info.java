/**
 * Event time of the topics of events: watermarks by partition, which go on while a partition is
 * quiet.
 */
package io.rapport.connectors.kafka.flink.time;
