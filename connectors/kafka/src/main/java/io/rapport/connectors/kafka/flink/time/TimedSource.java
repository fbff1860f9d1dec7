package io.rapport.connectors.kafka.flink.time;

import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.KafkaSettings;
import java.time.Clock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;

/**
 * A Kafka source whose event time goes on while its topic is quiet. To be used with the strategy
 * {@link GuardedWatermarks#of}.
 *
 * <p>A partition into which nothing has come for the bound, and which is read to its end, is idle:
 * it holds no other partition or input back. About once a second it is active for a moment and
 * gives the watermark of its {@link PartitionClock}. So event time is the minimum of the partitions
 * that are being read, and where all are quiet, the maximum of theirs.
 *
 * <p>A partition that is not read to its end, or of which the broker does not say so, stays where
 * it is and holds the others back: what it has not delivered yet would be late. So does a reader
 * without partitions until the enumerator has told it that it will get none.
 *
 * <p>Before an event that comes after a quiet time the watermark of that time is emitted. A replay
 * of the topic, and a recovery from an older checkpoint, thus see the same times. A partition's
 * time is part of its split, so it survives a restart and a change of parallelism.
 *
 * <p>The clocks of brokers and TaskManagers must differ by less than the bound.
 */
public final class TimedSource<T extends SpecificRecord>
    implements Source<Decoded<T>, TimedSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<Decoded<T>> {

  private final KafkaSource<Decoded<T>> source;
  private final KafkaSettings settings;
  private final EventTime<T> eventTime;

  public TimedSource(
      KafkaSource<Decoded<T>> source, KafkaSettings settings, EventTime<T> eventTime) {
    this.source = source;
    this.settings = settings;
    this.eventTime = eventTime;
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SourceReader<Decoded<T>, TimedSplit> createReader(SourceReaderContext context)
      throws Exception {
    MetricGroup metrics = context.metricGroup().addGroup("rapport").addGroup("kafka");
    Pulse pulse = new Pulse(new BrokerEnds(settings), metrics);
    return new TimedReader<>(
        source.createReader(context), settings, eventTime, Clock.systemUTC(), pulse, metrics);
  }

  @Override
  public SplitEnumerator<TimedSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<TimedSplit> context) {
    TimedEnumeratorContext timed = new TimedEnumeratorContext(context);
    return new TimedEnumerator(source.createEnumerator(timed), timed);
  }

  @Override
  public SplitEnumerator<TimedSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<TimedSplit> context, KafkaSourceEnumState checkpoint)
      throws Exception {
    TimedEnumeratorContext timed = new TimedEnumeratorContext(context);
    return new TimedEnumerator(source.restoreEnumerator(timed, checkpoint), timed);
  }

  @Override
  public SimpleVersionedSerializer<TimedSplit> getSplitSerializer() {
    return new TimedSplitSerializer(source.getSplitSerializer());
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<Decoded<T>> getProducedType() {
    return source.getProducedType();
  }
}
