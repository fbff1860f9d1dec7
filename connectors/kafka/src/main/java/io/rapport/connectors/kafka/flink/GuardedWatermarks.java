package io.rapport.connectors.kafka.flink;

import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.KafkaSettings;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Generates the watermarks of one partition: the newest event time less the allowed disorder, where
 * an event's time counts only up to the broker's time of receipt plus a bound. So one event dated
 * next year cannot make all later events late. Records that cannot be decoded advance nothing.
 *
 * <p>The watermarks depend on the records alone, so a replay of a partition gives the same ones. A
 * quiet partition is declared idle after the configured time by Flink's own timer, which since
 * FLIP-471 stands still under backpressure and while watermarks are being aligned.
 */
public final class GuardedWatermarks<T extends SpecificRecord>
    implements WatermarkGenerator<Decoded<T>> {

  private final long outOfOrderness;
  private final long futureBound;
  private long newest;

  private GuardedWatermarks(long outOfOrderness, long futureBound) {
    this.outOfOrderness = outOfOrderness;
    this.futureBound = futureBound;
    // So that the first watermark, newest - outOfOrderness - 1, does not wrap around.
    this.newest = Long.MIN_VALUE + outOfOrderness + 1;
  }

  /**
   * The strategy for a source of {@link Decoded} records. Given to {@code fromSource}, it works per
   * partition. A record's timestamp is its event time, or the broker's time when it has no value.
   */
  public static <T extends SpecificRecord> WatermarkStrategy<Decoded<T>> of(
      KafkaSettings settings, EventTime<T> eventTime) {
    long outOfOrderness = settings.outOfOrderness().toMillis();
    long futureBound = settings.futureBound().toMillis();
    return WatermarkStrategy.<Decoded<T>>forGenerator(
            context -> new GuardedWatermarks<>(outOfOrderness, futureBound))
        .withTimestampAssigner(
            (record, brokerTime) ->
                record.hasValue() ? eventTime.millis(record.value()) : record.origin().timestamp())
        .withIdleness(settings.idleness());
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
      newest = Math.max(newest, Math.min(eventTime, record.origin().timestamp() + futureBound));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.emitWatermark(new Watermark(newest - outOfOrderness - 1));
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
