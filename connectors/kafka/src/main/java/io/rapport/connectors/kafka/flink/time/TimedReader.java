package io.rapport.connectors.kafka.flink.time;

import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.KafkaSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The Kafka connector's reader, with a clock for each partition.
 *
 * <p>At a beat of its {@link Pulse} it asks where the quiet partitions end, and when the answer
 * comes, the quiet ones give their time. All this happens in the task's thread, between records;
 * under backpressure it waits as the records do.
 *
 * <p>Metric, below {@code rapport.kafka}: {@code quiet-partitions}.
 */
final class TimedReader<T extends SpecificRecord> implements SourceReader<Decoded<T>, TimedSplit> {

  private final SourceReader<Decoded<T>, KafkaPartitionSplit> reader;
  private final KafkaSettings settings;
  private final EventTime<T> eventTime;
  private final Clock clock;
  private final Pulse pulse;
  private final Map<String, TimedPartition<T>> partitions = new HashMap<>();
  private final List<String> added = new ArrayList<>(); // and not yet connected
  private TimedOutput output; // of the first poll on
  private boolean assigned; // whether all partitions known at the start have come
  private volatile int quiet;

  TimedReader(
      SourceReader<Decoded<T>, KafkaPartitionSplit> reader,
      KafkaSettings settings,
      EventTime<T> eventTime,
      Clock clock,
      Pulse pulse,
      MetricGroup metrics) {
    this.reader = reader;
    this.settings = settings;
    this.eventTime = eventTime;
    this.clock = clock;
    this.pulse = pulse;
    metrics.<Integer, Gauge<Integer>>gauge("quiet-partitions", () -> quiet);
  }

  /** The reader's output, which gives each partition its clock. */
  private final class TimedOutput implements ReaderOutput<Decoded<T>> {

    private final ReaderOutput<Decoded<T>> to;

    TimedOutput(ReaderOutput<Decoded<T>> to) {
      this.to = to;
    }

    @Override
    public SourceOutput<Decoded<T>> createOutputForSplit(String split) {
      return partitions.get(split);
    }

    @Override
    public void releaseOutputForSplit(String split) {
      partitions.remove(split);
      to.releaseOutputForSplit(split);
    }

    @Override
    public void collect(Decoded<T> record) {
      to.collect(record);
    }

    @Override
    public void collect(Decoded<T> record, long timestamp) {
      to.collect(record, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      to.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      to.markIdle();
    }

    @Override
    public void markActive() {
      to.markActive();
    }
  }

  @Override
  public void start() {
    pulse.start();
    reader.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Decoded<T>> to) throws Exception {
    if (output == null) {
      output = new TimedOutput(to);
    }
    if (!added.isEmpty()) {
      // All outputs before the first time: a watermark is the minimum of the outputs there are.
      added.forEach(split -> partitions.get(split).connect(to.createOutputForSplit(split)));
      added.forEach(split -> partitions.get(split).restore());
      added.clear();
    }
    if (pulse.hasNews()) {
      attend(pulse.take());
    }
    return reader.pollNext(output);
  }

  private void attend(Pulse.Answer answer) {
    if (answer != null) {
      answer.positions().stream()
          .filter(position -> answer.reached().contains(position.partition()))
          .forEach(position -> pulse(position, answer.time()));
    } else {
      ask(clock.millis());
    }
    quiet = (int) partitions.values().stream().filter(TimedPartition::isIdle).count();
  }

  private void pulse(Position position, long time) {
    TimedPartition<T> partition =
        partitions.get(KafkaPartitionSplit.toSplitId(position.partition()));
    if (partition != null) {
      partition.pulse(position, time);
    }
  }

  private void ask(long now) {
    List<Position> positions = new ArrayList<>();
    for (TimedPartition<T> partition : partitions.values()) {
      Position position = partition.quiet(now);
      if (position != null) {
        positions.add(position);
      }
    }
    if (!positions.isEmpty()) {
      pulse.ask(now, positions);
    } else if (partitions.isEmpty() && assigned) {
      output.markIdle(); // more subtasks than partitions
    }
  }

  @Override
  @SuppressWarnings("unchecked") // Both futures complete with null.
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> records = reader.isAvailable();
    return records.isDone()
        ? records
        : (CompletableFuture<Void>)
            (CompletableFuture<?>) CompletableFuture.anyOf(records, pulse.signal());
  }

  @Override
  public void addSplits(List<TimedSplit> splits) {
    for (TimedSplit split : splits) {
      partitions.put(split.splitId(), new TimedPartition<>(split, settings, eventTime));
      added.add(split.splitId());
    }
    reader.addSplits(splits.stream().map(TimedSplit::partition).toList());
  }

  @Override
  public List<TimedSplit> snapshotState(long checkpoint) {
    return reader.snapshotState(checkpoint).stream()
        .map(split -> partitions.get(split.splitId()).split(split))
        .toList();
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof PartitionsAssigned) {
      assigned = true;
    } else {
      reader.handleSourceEvents(event);
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    reader.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    reader.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> paused, Collection<String> resumed) {
    reader.pauseOrResumeSplits(paused, resumed);
  }

  @Override
  public void close() throws Exception {
    pulse.close();
    reader.close();
  }
}
