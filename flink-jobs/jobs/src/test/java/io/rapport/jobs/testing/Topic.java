package io.rapport.jobs.testing;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
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

  private static final Map<Integer, Records> TOPICS = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** A topic without records. */
  public static <T> Topic<T> empty(Class<T> type) {
    Topic<T> topic = new Topic<>(type, NUMBERS.incrementAndGet());
    TOPICS.put(topic.number, new Records());
    return topic;
  }

  /** The records, without an end and without watermarks, of which it holds back none. */
  public DataStream<T> source(StreamExecutionEnvironment environment) {
    return environment
        .fromSource(
            new DataGeneratorSource<>(
                index -> type.cast(records().queue.remove()),
                Long.MAX_VALUE,
                parallelism -> new Arrival<>(records()),
                TypeInformation.of(type)),
            WatermarkStrategy.<T>noWatermarks().withIdleness(Duration.ofMillis(1)),
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
    records().add(element);
    return true;
  }

  /** Takes the next record. */
  public T next() throws InterruptedException {
    return type.cast(Await.next(records().queue));
  }

  /** Takes all records there are. */
  public List<T> drain() {
    List<Object> drained = new ArrayList<>();
    records().queue.drainTo(drained);
    return drained.stream().map(type::cast).toList();
  }

  public boolean isEmpty() {
    return records().queue.isEmpty();
  }

  private Records records() {
    return TOPICS.get(number);
  }

  /** Records that are waiting, and a source that waits for one. */
  private static final class Records {

    final LinkedBlockingQueue<Object> queue = new LinkedBlockingQueue<>();
    private CompletableFuture<Void> arrival = new CompletableFuture<>();

    synchronized void add(Object element) {
      queue.add(element);
      arrival.complete(null);
    }

    /** Complete as soon as there is a record. */
    synchronized CompletableFuture<Void> arrival() {
      if (queue.isEmpty()) {
        arrival = new CompletableFuture<>();
      }
      return arrival;
    }
  }

  /** Lets a source wait for a record without blocking its task, which has watermarks to send. */
  private record Arrival<S extends SourceSplit>(Records records) implements RateLimiter<S> {

    @Override
    public CompletionStage<Void> acquire(int number) {
      return records.arrival();
    }
  }
}
