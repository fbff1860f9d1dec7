package io.rapport.connectors.kafka.flink.time;

import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.KafkaSettings;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Generates the watermarks of a partition while its events come: the newest event time less the
 * allowed disorder, where an event's time counts only up to the broker's time of receipt plus a
 * bound. So one event dated next year cannot make all later events late. Records that cannot be
 * decoded advance nothing.
 *
 * <p>The generator is silent where no event has come since it last emitted, because an emitted
 * watermark makes a partition active. Whether a partition is idle, and the time that passes
 * meanwhile, is left to {@link TimedSource}.
 */
public final class GuardedWatermarks<T extends SpecificRecord>
    implements WatermarkGenerator<Decoded<T>> {

  private final PartitionClock clock;
  private boolean news;

  private GuardedWatermarks(KafkaSettings settings) {
    this.clock = new PartitionClock(settings, PartitionTime.UNKNOWN);
  }

  /**
   * The strategy for a {@link TimedSource}, which works by partition. A record's timestamp is its
   * event time, or the broker's time when it has no value.
   */
  public static <T extends SpecificRecord> WatermarkStrategy<Decoded<T>> of(
      KafkaSettings settings, EventTime<T> eventTime) {
    return WatermarkStrategy.<Decoded<T>>forGenerator(context -> new GuardedWatermarks<>(settings))
        .withTimestampAssigner(
            (record, brokerTime) -> {
              long received = record.origin().timestamp();
              return record.hasValue() ? eventTime.millis(record.value(), received) : received;
            });
  }

  /**
   * The strategy for a topic that must never hold back event time, such as a broadcast model:
   * records have the broker's timestamp, and the input is always idle.
   */
  public static <T extends SpecificRecord> WatermarkStrategy<Decoded<T>> idle() {
    return WatermarkStrategy.<Decoded<T>>forGenerator(context -> new AlwaysIdle<>())
        .withTimestampAssigner((record, brokerTime) -> record.origin().timestamp());
  }

  @Override
  public void onEvent(Decoded<T> record, long eventTime, WatermarkOutput output) {
    if (record.hasValue()) {
      clock.event(eventTime, record.origin().timestamp());
      news = true;
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (news) {
      output.emitWatermark(new Watermark(clock.watermark()));
      news = false;
    }
  }

  private static final class AlwaysIdle<D> implements WatermarkGenerator<D> {

    @Override
    public void onEvent(D record, long eventTime, WatermarkOutput output) {
      output.markIdle();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.markIdle();
    }
  }
}
