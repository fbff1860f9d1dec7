package io.rapport.jobs.testing;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A queue in place of a topic, for a job on a MiniCluster, which runs in the test's process.
 *
 * @param type of the records, one topic a type
 */
public record Topic<T>(Class<T> type) implements Serializable {

  private static final Map<String, BlockingQueue<Object>> QUEUES = new ConcurrentHashMap<>();

  /** A topic without records. */
  public static <T> Topic<T> empty(Class<T> type) {
    QUEUES.put(type.getName(), new LinkedBlockingQueue<>());
    return new Topic<>(type);
  }

  /** The records, without watermarks and without an end. */
  public DataStream<T> source(StreamExecutionEnvironment environment) {
    return environment
        .fromSource(
            new DataGeneratorSource<>(
                index -> type.cast(queue().take()), Long.MAX_VALUE, TypeInformation.of(type)),
            WatermarkStrategy.noWatermarks(),
            "topic of " + type.getSimpleName())
        .uid("from-" + type.getSimpleName())
        .setParallelism(1);
  }

  /** Adds what comes out of a stream. */
  public void sink(DataStream<T> stream) {
    stream
        .map(this::add)
        .returns(TypeInformation.of(Boolean.class))
        .uid("add-" + type.getSimpleName())
        .sinkTo(new DiscardingSink<>())
        .uid("to-" + type.getSimpleName());
  }

  public boolean add(T element) {
    return queue().add(element);
  }

  /** Takes the next record. */
  public T next() throws InterruptedException {
    return type.cast(Await.next(queue()));
  }

  public boolean isEmpty() {
    return queue().isEmpty();
  }

  private BlockingQueue<Object> queue() {
    return QUEUES.get(type.getName());
  }
}
