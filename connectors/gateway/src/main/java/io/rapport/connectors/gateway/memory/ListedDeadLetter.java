package io.rapport.connectors.gateway.memory;

import io.rapport.avro.DeadLetter;

/**
 * A dead letter as it is listed: its origin and reason, without its payload.
 *
 * @param partition partition in the topic of dead letters
 * @param offset offset there
 * @param payloadBytes size of the payload; -1 when there is none
 * @param replayable whether it can be sent to its topic again
 * @param time when the broker received the record, in milliseconds since 1970-01-01 UTC
 */
public record ListedDeadLetter(
    int partition,
    long offset,
    String origin,
    String topic,
    int originPartition,
    long originOffset,
    String stage,
    String reason,
    String detail,
    int payloadBytes,
    boolean replayable,
    long time) {

  public static ListedDeadLetter of(
      int partition, long offset, DeadLetter letter, boolean replayable) {
    return new ListedDeadLetter(
        partition,
        offset,
        letter.getOrigin(),
        letter.getTopic(),
        letter.getPartition(),
        letter.getOffset(),
        letter.getStage(),
        letter.getReason(),
        letter.getDetail(),
        letter.getPayload() == null ? -1 : letter.getPayload().remaining(),
        replayable,
        letter.getEventTime().toEpochMilli());
  }

  /** Estimated heap. */
  public long bytes() {
    return 160 + HeapEstimate.of(origin) + HeapEstimate.of(detail);
  }
}
