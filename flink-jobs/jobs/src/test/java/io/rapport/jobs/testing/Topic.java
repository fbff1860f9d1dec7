package io.rapport.jobs.testing;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A queue in place of a topic, for a job on a MiniCluster in the test's process.
 *
 * @param type of the records, one topic for each type and job
 * @param number of the queue, unique among topics
 */
public record Topic<T>(Class<T> type, int number) implements Serializable {

  private static final Map<Integer, BlockingQueue<Object>> QUEUES = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** A topic without records. */
  public static <T> Topic<T> empty(Class<T> type) {
    Topic<T> topic = new Topic<>(type, NUMBERS.incrementAndGet());
    QUEUES.put(topic.number, new LinkedBlockingQueue<>());
    return topic;
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

  /** Adds the records of a stream. */
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
    return QUEUES.get(number);
  }
}
