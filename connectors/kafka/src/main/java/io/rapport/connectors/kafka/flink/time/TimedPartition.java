package io.rapport.connectors.kafka.flink.time;

import static io.rapport.connectors.kafka.flink.time.PartitionTime.NONE;

import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.KafkaSettings;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition that is being read: the output of its records, with its clock.
 *
 * <p>Records that cannot be decoded move its position, but not its clock.
 */
final class TimedPartition<T extends SpecificRecord> implements SourceOutput<Decoded<T>> {

  private final TopicPartition partition;
  private final EventTime<T> eventTime;
  private final PartitionClock clock;
  private SourceOutput<Decoded<T>> output;
  private long next;
  private boolean idle;

  TimedPartition(TimedSplit split, KafkaSettings settings, EventTime<T> eventTime) {
    this.partition = split.partition().getTopicPartition();
    this.next = split.partition().getStartingOffset();
    this.clock = new PartitionClock(settings, split.time());
    this.eventTime = eventTime;
  }

  /** Sets the output, before anything else. */
  void connect(SourceOutput<Decoded<T>> to) {
    output = to;
  }

  /** Gives the time of a partition that was restored. */
  void restore() {
    if (clock.started()) {
      output.emitWatermark(new Watermark(clock.watermark()));
    }
  }

  @Override
  public void collect(Decoded<T> record, long timestamp) {
    next = record.origin().offset() + 1;
    if (record.hasValue()) {
      long received = record.origin().timestamp();
      advance(eventTime.millis(record.value(), received), received);
    }
    output.collect(record, timestamp);
  }

  private void advance(long time, long received) {
    boolean wasQuiet = clock.pass(received) != NONE;
    if (wasQuiet || idle) {
      emitWatermark(new Watermark(clock.watermark()));
    }
    clock.event(time, received);
  }

  /** The position to ask about at a time of the broker's clock, or null while events come. */
  Position quiet(long now) {
    return clock.quiet(now) ? new Position(partition, next) : null;
  }

  /**
   * Gives the time that has passed in a partition that was read to its end, and is idle then.
   *
   * @param asked the position that was the end; nothing happens if records have come since
   */
  void pulse(Position asked, long time) {
    if (asked.next() != next) {
      return;
    }
    long watermark = clock.pass(time);
    if (watermark != NONE) {
      output.emitWatermark(new Watermark(watermark));
    }
    markIdle();
  }

  boolean isIdle() {
    return idle;
  }

  TimedSplit split(KafkaPartitionSplit at) {
    return new TimedSplit(at, clock.time());
  }

  @Override
  public void collect(Decoded<T> record) {
    collect(record, record.origin().timestamp());
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    idle = false;
    output.emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    idle = true;
    output.markIdle();
  }

  @Override
  public void markActive() {
    idle = false;
    output.markActive();
  }
}
