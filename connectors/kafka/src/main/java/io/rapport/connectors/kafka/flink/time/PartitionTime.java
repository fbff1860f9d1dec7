package io.rapport.connectors.kafka.flink.time;

/**
 * The state of a partition's clock, as a checkpoint holds it. All times are milliseconds since
 * 1970-01-01 UTC.
 *
 * @param newest newest event time, each counted up to its receipt plus the future bound; {@link
 *     #NONE} before the first event
 * @param received the broker's time of the last event; {@link #NONE} before the first
 * @param reached highest watermark that a quiet time has given; {@link #NONE} before the first
 */
record PartitionTime(long newest, long received, long reached) {

  static final long NONE = Long.MIN_VALUE;

  /** The time of a partition without events. */
  static final PartitionTime UNKNOWN = new PartitionTime(NONE, NONE, NONE);
}
