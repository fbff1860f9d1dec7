package io.rapport.connectors.kafka.flink.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.Click;
import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.Origin;
import io.rapport.connectors.kafka.Samples;
import io.rapport.connectors.kafka.wire.DecodeFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class GuardedWatermarksTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final KafkaSettings SETTINGS = KafkaSettings.at("unused:1", "http://unused");
  private static final long DISORDER = SETTINGS.outOfOrderness().toMillis();
  private static final long BOUND = SETTINGS.futureBound().toMillis();

  /** The newest watermark, and whether the input is idle. */
  private static final class Output implements WatermarkOutput {
    long watermark = Long.MIN_VALUE;
    int emitted;
    boolean idle;

    @Override
    public void emitWatermark(Watermark mark) {
      watermark = mark.getTimestamp();
      emitted++;
      idle = false;
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }

  private final WatermarkStrategy<Decoded<Click>> strategy =
      GuardedWatermarks.of(SETTINGS, (click, received) -> click.getEventTime().toEpochMilli());
  private final Context context = new Context();
  private final WatermarkGenerator<Decoded<Click>> generator =
      strategy.createWatermarkGenerator(context);
  private final TimestampAssigner<Decoded<Click>> assigner =
      strategy.createTimestampAssigner(context);
  private final Output output = new Output();

  private record Context()
      implements WatermarkGeneratorSupplier.Context, TimestampAssignerSupplier.Context {

    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return new ManualClock(1);
    }
  }

  private static Decoded<Click> event(long eventTime, long brokerTime) {
    Click click = Samples.click("v");
    click.setEventTime(Instant.ofEpochMilli(eventTime));
    return Decoded.value(
        new Origin("rapport.clicks", 0, 0, brokerTime), null, new byte[0], Map.of(), click);
  }

  private long after(Decoded<Click> record) {
    generator.onEvent(record, assigner.extractTimestamp(record, 0), output);
    generator.onPeriodicEmit(output);
    return output.watermark;
  }

  @Test
  void followsTheNewestEvent() {
    assertThat(after(event(NOW, NOW))).isEqualTo(NOW - DISORDER - 1);
    assertThat(after(event(NOW - 3, NOW))).isEqualTo(NOW - DISORDER - 1);
    assertThat(after(event(NOW + 3, NOW))).isEqualTo(NOW + 3 - DISORDER - 1);
  }

  @Test
  void startsBeforeEverything() {
    generator.onPeriodicEmit(output);

    assertThat(output.watermark).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void aFutureDatedEventAdvancesItByTheBoundAndNoMore() {
    after(event(NOW, NOW));

    assertThat(after(event(NOW + 86_400_000L * 365, NOW))).isEqualTo(NOW + BOUND - DISORDER - 1);
    assertThat(after(event(Long.MAX_VALUE / 2, NOW + 10)))
        .isEqualTo(NOW + 10 + BOUND - DISORDER - 1);
  }

  @Test
  void whatCannotBeDecodedAdvancesNothing() {
    long before = after(event(NOW, NOW));
    Decoded<Click> failed =
        Decoded.failure(
            new Origin("rapport.clicks", 0, 1, NOW + 1_000_000),
            null,
            new byte[0],
            Map.of(),
            new DecodeFailure(DecodeFailure.Reason.MALFORMED, ""));

    assertThat(after(failed)).isEqualTo(before);
    assertThat(assigner.extractTimestamp(failed, 0)).isEqualTo(NOW + 1_000_000);
  }

  @Property
  void neverPassesTheNewestBrokerTimeByMoreThanTheBoundNorGoesBack(
      @ForAll @Size(max = 30) List<@LongRange(min = -1_000_000, max = 1_000_000) Long> offsets) {
    var fresh = strategy.createWatermarkGenerator(context);
    long brokerTime = NOW;
    long previous = Long.MIN_VALUE;
    for (long offset : offsets) {
      brokerTime += 10;
      fresh.onEvent(event(brokerTime + offset, brokerTime), brokerTime + offset, output);
      fresh.onPeriodicEmit(output);
      assertThat(output.watermark).isBetween(previous, brokerTime + BOUND - DISORDER - 1);
      previous = output.watermark;
    }
  }

  @Test
  void isSilentWithoutEventsSoThatAQuietPartitionStaysIdle() {
    after(event(NOW, NOW));
    generator.onPeriodicEmit(output);
    generator.onPeriodicEmit(output);

    assertThat(output.emitted).isEqualTo(1);
    after(event(NOW - 1, NOW + 1));
    assertThat(output.emitted).isEqualTo(2);
  }

  @Test
  void aModelsTopicNeverHoldsEventTimeBack() {
    var idle = GuardedWatermarks.<Click>idle().createWatermarkGenerator(context);
    idle.onEvent(event(NOW, NOW), NOW, output);
    assertThat(output.idle).isTrue();
    output.idle = false;
    idle.onPeriodicEmit(output);

    assertThat(output.idle).isTrue();
    assertThat(output.watermark).isEqualTo(Long.MIN_VALUE);
  }
}
