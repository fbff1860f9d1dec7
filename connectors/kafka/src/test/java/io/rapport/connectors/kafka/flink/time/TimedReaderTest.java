package io.rapport.connectors.kafka.flink.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.avro.Click;
import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.Origin;
import io.rapport.connectors.kafka.Samples;
import io.rapport.connectors.kafka.wire.DecodeFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkOutputMultiplexer;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reader between a list of records and Flink's own combination of partitions. */
class TimedReaderTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final KafkaSettings SETTINGS = KafkaSettings.at("unused:1", "http://unused");
  private static final long ALLOWANCE = SETTINGS.idleness().toMillis();
  private static final long DAY = 86_400_000;

  private final Time time = new Time();
  private final Records records = new Records();
  private final Ends ends = new Ends();
  private final Task task = new Task();
  private final Pulse pulse = new Pulse(ends, new UnregisteredMetricsGroup());
  private final TimedReader<Click> reader =
      new TimedReader<>(
          records,
          SETTINGS,
          (click, received) -> click.getEventTime().toEpochMilli(),
          time,
          pulse,
          new UnregisteredMetricsGroup());

  private static final class Time extends Clock {
    private long millis = NOW;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }
  }

  /** The broker: by default every partition is read to its end. */
  private static final class Ends implements PartitionEnds {
    private final Set<TopicPartition> behind = new HashSet<>();
    private boolean away;
    private volatile boolean broken;
    private boolean closed;

    @Override
    public Found find(List<Position> positions) {
      if (broken) {
        throw new NoClassDefFoundError("gone");
      }
      if (away) {
        throw new IllegalStateException("away");
      }
      Set<TopicPartition> reached = new HashSet<>();
      positions.forEach(position -> reached.add(position.partition()));
      reached.removeAll(behind);
      return new Found(reached, Map.of());
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** The Kafka connector's reader. */
  private static final class Records implements SourceReader<Decoded<Click>, KafkaPartitionSplit> {
    private final Deque<Decoded<Click>> waiting = new ArrayDeque<>();
    private final Map<String, SourceOutput<Decoded<Click>>> outputs = new HashMap<>();
    private final Map<String, KafkaPartitionSplit> splits = new HashMap<>();

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<Decoded<Click>> output) {
      if (waiting.isEmpty()) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      Decoded<Click> record = waiting.poll();
      TopicPartition partition =
          new TopicPartition(record.origin().topic(), record.origin().partition());
      String split = KafkaPartitionSplit.toSplitId(partition);
      outputs
          .computeIfAbsent(split, output::createOutputForSplit)
          .collect(record, record.origin().timestamp());
      splits.put(split, new KafkaPartitionSplit(partition, record.origin().offset() + 1));
      return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
      return List.copyOf(splits.values());
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return new CompletableFuture<>();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> added) {
      added.forEach(split -> splits.put(split.splitId(), split));
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }

  /** The task behind the reader, which combines the partitions as Flink does, without a period. */
  private static final class Task implements ReaderOutput<Decoded<Click>> {
    private final List<String> sent = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;
    private boolean idle;
    private final WatermarkOutputMultiplexer partitions =
        new WatermarkOutputMultiplexer(
            new WatermarkOutput() {
              @Override
              public void emitWatermark(Watermark mark) {
                assertThat(mark.getTimestamp()).isGreaterThan(watermark);
                watermark = mark.getTimestamp();
                idle = false;
                sent.add("time " + (watermark - NOW));
              }

              @Override
              public void markIdle() {
                idle = true;
              }

              @Override
              public void markActive() {
                idle = false;
              }
            });

    @Override
    public SourceOutput<Decoded<Click>> createOutputForSplit(String split) {
      partitions.registerNewOutput(split);
      WatermarkOutput output = partitions.getImmediateOutput(split);
      return new SourceOutput<>() {
        @Override
        public void collect(Decoded<Click> record) {
          throw new IllegalStateException();
        }

        @Override
        public void collect(Decoded<Click> record, long timestamp) {
          sent.add("record " + record.origin().offset());
        }

        @Override
        public void emitWatermark(Watermark mark) {
          output.emitWatermark(mark);
        }

        @Override
        public void markIdle() {
          output.markIdle();
        }

        @Override
        public void markActive() {
          output.markActive();
        }
      };
    }

    @Override
    public void releaseOutputForSplit(String split) {
      partitions.unregisterOutput(split);
    }

    @Override
    public void collect(Decoded<Click> record) {
      throw new IllegalStateException();
    }

    @Override
    public void collect(Decoded<Click> record, long timestamp) {
      throw new IllegalStateException();
    }

    @Override
    public void emitWatermark(Watermark mark) {
      throw new IllegalStateException();
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      throw new IllegalStateException();
    }
  }

  @AfterEach
  void close() throws Exception {
    reader.close();
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition("rapport.clicks", number);
  }

  private void assign(int... numbers) {
    for (int number : numbers) {
      reader.addSplits(
          List.of(
              TimedSplit.fresh(
                  new KafkaPartitionSplit(
                      partition(number), KafkaPartitionSplit.EARLIEST_OFFSET))));
    }
  }

  private void poll() throws Exception {
    while (reader.pollNext(task) == InputStatus.MORE_AVAILABLE) {}
  }

  private void receive(int number, long offset, long eventTime, long received) throws Exception {
    Click click = Samples.click("v");
    click.setEventTime(Instant.ofEpochMilli(eventTime));
    records.waiting.add(
        Decoded.value(
            new Origin("rapport.clicks", number, offset, received),
            null,
            new byte[0],
            Map.of(),
            click));
    poll();
  }

  /** Lets time pass, asks and answers. */
  private void after(Duration duration) throws Exception {
    time.millis += duration.toMillis();
    pulse.beat();
    poll();
    pulse.serve(Duration.ZERO);
    poll();
  }

  @Test
  void aQuietPartitionIsIdleAndItsTimeGoesOn() throws Exception {
    assign(0);
    receive(0, 7, NOW, NOW);
    assertThat(task.idle).isFalse();

    after(Duration.ofSeconds(1));
    assertThat(task.idle).isFalse();
    assertThat(task.watermark).isEqualTo(Long.MIN_VALUE); // left to the generator

    after(Duration.ofSeconds(1));
    assertThat(task.idle).isTrue();
    assertThat(task.watermark).isEqualTo(NOW + 2_000 - ALLOWANCE - 1);
    after(Duration.ofSeconds(60));
    assertThat(task.watermark).isEqualTo(NOW + 62_000 - ALLOWANCE - 1);
    assertThat(task.idle).isTrue();
  }

  @Test
  void theTimeOfAQuietStretchComesBeforeTheRecordThatEndsIt() throws Exception {
    assign(0);
    receive(0, 7, NOW, NOW);
    receive(0, 8, NOW + 90_000, NOW + 90_000);
    receive(0, 9, NOW + 90_010, NOW + 90_010);

    assertThat(task.sent)
        .containsExactly("record 7", "time " + (90_000 - ALLOWANCE - 1), "record 8", "record 9");
  }

  @Test
  void aPartitionThatIsBehindHoldsEventTime() throws Exception {
    assign(0, 1);
    receive(0, 7, NOW, NOW);
    receive(1, 3, NOW, NOW);
    ends.behind.add(partition(1));

    after(Duration.ofMinutes(5));
    assertThat(task.idle).isFalse();
    assertThat(task.watermark).isEqualTo(Long.MIN_VALUE);

    ends.behind.clear();
    after(Duration.ofSeconds(1));
    assertThat(task.idle).isTrue();
    assertThat(task.watermark).isEqualTo(NOW + 301_000 - ALLOWANCE - 1);
  }

  @Test
  void eventTimeWaitsWhileTheBrokerDoesNotAnswer() throws Exception {
    assign(0);
    receive(0, 7, NOW, NOW);
    ends.away = true;
    after(Duration.ofMinutes(5));
    assertThat(task.sent).containsExactly("record 7");

    ends.away = false;
    after(Duration.ofSeconds(1));
    assertThat(task.watermark).isEqualTo(NOW + 301_000 - ALLOWANCE - 1);
  }

  @Test
  void anAnswerThatARecordOvertookIsDropped() throws Exception {
    assign(0);
    receive(0, 7, NOW, NOW);
    time.millis += 10_000;
    pulse.beat();
    poll();
    receive(0, 8, NOW + 1, NOW + 1);
    pulse.serve(Duration.ZERO);
    poll();

    assertThat(task.sent).containsExactly("record 7", "record 8");
    assertThat(task.idle).isFalse();
  }

  @Test
  void anEmptyPartitionIsIdleAtOnceAndHoldsNobodyBack() throws Exception {
    assign(0, 1);
    receive(0, 7, NOW, NOW);
    after(Duration.ZERO);
    assertThat(task.idle).isFalse();
    after(Duration.ofSeconds(2));

    assertThat(task.watermark).isEqualTo(NOW + 2_000 - ALLOWANCE - 1);
    assertThat(task.idle).isTrue();
  }

  @Test
  void aQuietPartitionFarBehindNeitherHoldsBackNorRegresses() throws Exception {
    assign(0, 1, 2);
    receive(1, 3, NOW - 300 * DAY, NOW);
    receive(0, 7, NOW, NOW);
    after(Duration.ofSeconds(2));
    assertThat(task.watermark).isEqualTo(NOW + 2_000 - ALLOWANCE - 1);

    receive(0, 8, NOW + 10_000, NOW + 10_000);
    after(Duration.ofSeconds(9));
    // Partition 0 is active with its own time, and 1 is quiet, 300 days behind.
    assertThat(task.watermark).isEqualTo(NOW + 10_000 - ALLOWANCE - 1);
    assertThat(task.idle).isFalse();

    after(Duration.ofSeconds(2));
    assertThat(task.watermark).isEqualTo(NOW + 13_000 - ALLOWANCE - 1);
    assertThat(task.idle).isTrue();
  }

  @Test
  void aRecordThatCannotBeDecodedIsNoEvent() throws Exception {
    assign(0);
    receive(0, 7, NOW, NOW);
    records.waiting.add(
        Decoded.failure(
            new Origin("rapport.clicks", 0, 8, NOW + 30_000),
            null,
            new byte[0],
            Map.of(),
            new DecodeFailure(DecodeFailure.Reason.MALFORMED, "")));
    poll();
    assertThat(task.sent).containsExactly("record 7", "record 8");

    after(Duration.ofSeconds(31));
    assertThat(task.watermark).isEqualTo(NOW + 31_000 - ALLOWANCE - 1);
  }

  @Test
  void aRestoredPartitionGoesOnFromItsTime() throws Exception {
    assign(0);
    receive(0, 7, NOW, NOW);
    after(Duration.ofSeconds(30));
    List<TimedSplit> taken = reader.snapshotState(1);

    Task restored = new Task();
    Time later = new Time();
    later.millis = NOW + 3_600_000;
    Pulse beats = new Pulse(ends, new UnregisteredMetricsGroup());
    try (TimedReader<Click> next =
        new TimedReader<>(
            new Records(),
            SETTINGS,
            (click, received) -> click.getEventTime().toEpochMilli(),
            later,
            beats,
            new UnregisteredMetricsGroup())) {
      next.addSplits(taken);
      assertThat(next.pollNext(restored)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      assertThat(restored.watermark).isEqualTo(NOW + 30_000 - ALLOWANCE - 1);
      assertThat(restored.idle).isFalse();

      beats.beat();
      assertThat(next.isAvailable()).isCompleted();
      assertThat(next.pollNext(restored)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      assertThat(next.isAvailable()).isNotCompleted();
      beats.serve(Duration.ZERO);
      assertThat(next.pollNext(restored)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      assertThat(restored.watermark).isEqualTo(NOW + 3_600_000 - ALLOWANCE - 1);
      assertThat(restored.idle).isTrue();
    }
  }

  @Test
  void restoredPartitionsGiveTheMinimumOfTheirTimes() throws Exception {
    assign(0, 1);
    receive(0, 7, NOW, NOW);
    receive(1, 3, NOW - 300 * DAY, NOW);
    after(Duration.ofSeconds(30));
    List<TimedSplit> taken = new ArrayList<>(reader.snapshotState(1));
    taken.sort(Comparator.comparing(TimedSplit::splitId)); // the later time first

    Task restored = new Task();
    try (TimedReader<Click> next =
        new TimedReader<>(
            new Records(),
            SETTINGS,
            (click, received) -> click.getEventTime().toEpochMilli(),
            time,
            new Pulse(ends, new UnregisteredMetricsGroup()),
            new UnregisteredMetricsGroup())) {
      next.addSplits(taken);
      assertThat(next.pollNext(restored)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      assertThat(restored.watermark).isEqualTo(NOW - 300 * DAY + 30_000 - ALLOWANCE - 1);
    }
  }

  @Test
  void aReaderWithoutPartitionsIsIdleOnceItIsToldThatItGetsNone() throws Exception {
    after(Duration.ofMinutes(1));
    assertThat(task.idle).isFalse();
    reader.handleSourceEvents(new PartitionsAssigned());
    after(Duration.ZERO);
    assertThat(task.idle).isTrue();
  }

  @Test
  void aReaderWhosePartitionsComeLateHoldsEventTimeFromTheStart() throws Exception {
    after(Duration.ofMinutes(1));
    assign(0);
    reader.handleSourceEvents(new PartitionsAssigned());
    ends.behind.add(partition(0));
    after(Duration.ofMinutes(1));
    assertThat(task.idle).isFalse();
    receive(0, 7, NOW, NOW);
    assertThat(task.sent).containsExactly("record 7");
  }

  @Test
  void itFailsWithTheThreadThatAsks() {
    ends.broken = true;
    reader.start();
    assertThatThrownBy(
            () -> {
              assign(0);
              while (true) {
                pulse.signal().get(1, TimeUnit.MINUTES);
                reader.pollNext(task);
              }
            })
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void itsThreadEndsWithIt() throws Exception {
    reader.start();
    reader.close();
    assertThat(ends.closed).isTrue();
  }
}
