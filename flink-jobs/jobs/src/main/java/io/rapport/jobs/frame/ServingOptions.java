package io.rapport.jobs.frame;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The latency options of the operators between an event and its answer. */
public final class ServingOptions {

  public static final ConfigOption<Duration> FLUSH_INTERVAL =
      ConfigOptions.key("rapport.serving.flush-interval")
          .durationType()
          .defaultValue(Duration.ZERO)
          .withDescription(
              "Longest time that an event on the latency path, to a recommendation or a"
                  + " triaged ticket, waits for a network buffer to fill; 0 sends it at once. All"
                  + " other paths follow execution.buffer-timeout.interval.");

  public static final ConfigOption<Integer> PARALLELISM =
      ConfigOptions.key("rapport.serving.parallelism")
          .intType()
          .defaultValue(0)
          .withDescription(
              "Parallelism of each operator on the latency path, to a recommendation or a"
                  + " triaged ticket; 0 takes parallelism.default, as all other operators do. A"
                  + " checkpoint wakes all subtasks of a job at once: the fewer subtasks the other"
                  + " operators have, the less they delay an answer.");

  private ServingOptions() {}

  /**
   * Marks an operator on the latency path: it gets the serving parallelism, and its output buffers
   * are flushed within the flush interval.
   *
   * <p>All other operators keep the usual buffer timeout. To send every event by itself would cost
   * them for nothing, and with an interval every edge has a thread that wakes at it.
   */
  public static <T> SingleOutputStreamOperator<T> serving(SingleOutputStreamOperator<T> step) {
    StreamExecutionEnvironment environment = step.getExecutionEnvironment();
    long interval = environment.getConfiguration().get(FLUSH_INTERVAL).toMillis();
    long usual = environment.getBufferTimeout();
    return answering(step).setBufferTimeout(usual < 0 ? interval : Math.min(usual, interval));
  }

  /**
   * Marks the last operator on the latency path, whose task writes the answer: it gets the serving
   * parallelism. Its other outputs are not urgent and keep the usual buffer timeout.
   *
   * @throws IllegalArgumentException for a negative parallelism
   */
  public static <T> SingleOutputStreamOperator<T> answering(SingleOutputStreamOperator<T> step) {
    int parallelism = step.getExecutionEnvironment().getConfiguration().get(PARALLELISM);
    if (parallelism < 0) {
      throw new IllegalArgumentException(
          "%s must be 0 or above, not %d".formatted(PARALLELISM.key(), parallelism));
    }
    return parallelism == 0 ? step : step.setParallelism(parallelism);
  }

  /**
   * Continues a stream in a task of its own, away from the latency path. At each barrier a sink
   * blocks its whole task until the broker has all records or has begun the next transaction.
   *
   * <p>Records stay in order only where the parallelism stays the same.
   *
   * @param uid of the added operator, which is stateless
   */
  public static <T> SingleOutputStreamOperator<T> apart(
      DataStream<T> stream, String name, String uid) {
    return same(stream, name, uid).startNewChain();
  }

  /**
   * Continues a stream in the same task, with the usual buffer timeout in place of the serving one.
   * Its records are sent when a buffer is full or execution.buffer-timeout.interval is over; sent
   * one by one, each would wake a task.
   *
   * @param uid of the added operator, which is stateless
   */
  public static <T> SingleOutputStreamOperator<T> unhurried(
      DataStream<T> stream, String name, String uid) {
    return same(stream, name, uid).setParallelism(stream.getParallelism());
  }

  private static <T> SingleOutputStreamOperator<T> same(
      DataStream<T> stream, String name, String uid) {
    return stream.map(value -> value).returns(stream.getType()).name(name).uid(uid);
  }
}
