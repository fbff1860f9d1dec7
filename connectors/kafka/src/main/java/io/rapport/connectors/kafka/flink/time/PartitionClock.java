package io.rapport.connectors.kafka.flink.time;

import static io.rapport.connectors.kafka.flink.time.PartitionTime.NONE;

import io.rapport.connectors.kafka.KafkaSettings;

/**
 * The event time of a partition, quiet times included. It depends on the partition's records and
 * their times of receipt alone, so a replay gives the same watermark before each record.
 *
 * <p>An event's time counts up to its receipt plus the future bound. While nothing comes, the clock
 * goes on from the newest event time at the pace of the broker's clock: at a time {@code t} at or
 * beyond {@code received + bound} the watermark is {@code newest + (t - received) -
 * min(outOfOrderness, bound) - 1}. So a quiet time moves it by what has passed, and not to the
 * present: old events that are sent again keep their old time. And once the bound has passed, the
 * newest event is complete, whatever disorder is allowed while events come.
 */
final class PartitionClock {

  private final long outOfOrderness;
  private final long futureBound;
  private final long quietBound;
  private long newest;
  private long received;
  private long reached;

  PartitionClock(KafkaSettings settings, PartitionTime time) {
    this.outOfOrderness = settings.outOfOrderness().toMillis();
    this.futureBound = settings.futureBound().toMillis();
    this.quietBound = settings.idleness().toMillis();
    this.newest = time.newest();
    this.received = time.received();
    this.reached = time.reached();
  }

  /** Whether there was an event. */
  boolean started() {
    return newest != NONE;
  }

  /** Whether nothing has come for the bound, at a time of the broker's clock. */
  boolean quiet(long now) {
    return !started() || now - received >= quietBound;
  }

  /**
   * Advances the clock to a time up to which nothing has come: to the receipt of an event, before
   * the event, or to a time at which the partition was read to its end.
   *
   * @return the watermark of the quiet time, or {@link PartitionTime#NONE} when the time is shorter
   *     than the bound
   */
  long pass(long now) {
    if (!started() || !quiet(now)) {
      return NONE;
    }
    reached =
        Math.max(reached, newest + (now - received) - Math.min(outOfOrderness, quietBound) - 1);
    return watermark();
  }

  /** Advances the clock by an event. */
  void event(long eventTime, long brokerTime) {
    newest = Math.max(newest, guarded(eventTime, brokerTime, futureBound));
    received = Math.max(received, brokerTime);
  }

  /** The watermark, or {@link PartitionTime#NONE} before the first event. */
  long watermark() {
    return newest < NONE + outOfOrderness + 1
        ? reached
        : Math.max(reached, newest - outOfOrderness - 1);
  }

  PartitionTime time() {
    return new PartitionTime(newest, received, reached);
  }

  /** An event's time, as far as it counts. */
  static long guarded(long eventTime, long brokerTime, long futureBound) {
    return Math.min(eventTime, brokerTime + futureBound);
  }
}
