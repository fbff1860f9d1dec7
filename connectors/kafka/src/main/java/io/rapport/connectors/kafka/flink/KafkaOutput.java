package io.rapport.connectors.kafka.flink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka sink whose writers close without an exception.
 *
 * <p>Kafka's writer throws a failed send once more when it is closed. If the task is about to start
 * at that moment, Flink takes an exception while it cleans up for a fatal error and ends the whole
 * TaskManager, with the tasks of all other jobs. The failure itself is not lost: a write, a flush
 * or a checkpoint throws it before, and nothing that was not flushed is ever counted as written.
 */
final class KafkaOutput<D>
    implements Sink<D>,
        SupportsWriterState<D, KafkaWriterState>,
        SupportsCommitter<KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(KafkaOutput.class);

  private final KafkaSink<D> sink;

  KafkaOutput(KafkaSink<D> sink) {
    this.sink = sink;
  }

  @Override
  public SinkWriter<D> createWriter(WriterInitContext context) throws IOException {
    return new Writer<>(((Sink<D>) sink).createWriter(context));
  }

  @Override
  public StatefulSinkWriter<D, KafkaWriterState> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> states) throws IOException {
    return new Writer<>(
        ((SupportsWriterState<D, KafkaWriterState>) sink).restoreWriter(context, states));
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    return sink.createCommitter(context);
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    sink.addPostCommitTopology(committables);
  }

  /** Kafka's writer, closed quietly. */
  static final class Writer<D>
      implements StatefulSinkWriter<D, KafkaWriterState>,
          CommittingSinkWriter<D, KafkaCommittable> {

    private final SinkWriter<D> writer;

    Writer(SinkWriter<D> writer) {
      this.writer = writer;
    }

    @Override
    public void write(D element, Context context) throws IOException, InterruptedException {
      writer.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      writer.flush(endOfInput);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
      writer.writeWatermark(watermark);
    }

    @Override
    @SuppressWarnings("unchecked") // What Kafka's sink makes is both.
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
      return ((CommittingSinkWriter<D, KafkaCommittable>) writer).prepareCommit();
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
      return ((StatefulSinkWriter<D, KafkaWriterState>) writer).snapshotState(checkpointId);
    }

    @Override
    public void close() throws Exception {
      try {
        writer.close();
      } catch (IOException e) {
        LOG.warn("A record was not written; the task fails, or has failed, for that", e);
      }
    }
  }
}
