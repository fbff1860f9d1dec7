package io.rapport.jobs.frame;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What makes the way to the products that somebody waits for shorter than the others. */
public final class ServingOptions {

  public static final ConfigOption<Duration> FLUSH_INTERVAL =
      ConfigOptions.key("rapport.serving.flush-interval")
          .durationType()
          .defaultValue(Duration.ZERO)
          .withDescription(
              "How long an event on its way to a recommendation or a triaged ticket may wait for a"
                  + " network buffer to fill; 0 sends it at once. On all other ways it is"
                  + " execution.buffer-timeout.interval.");

  public static final ConfigOption<Integer> PARALLELISM =
      ConfigOptions.key("rapport.serving.parallelism")
          .intType()
          .defaultValue(0)
          .withDescription(
              "Subtasks of each step on the way to a recommendation or a triaged ticket; 0 is as"
                  + " many as all others have (parallelism.default). A checkpoint wakes all"
                  + " subtasks of a job at once: the fewer the others have, the less they hold up"
                  + " an answer.");

  private ServingOptions() {}

  /**
   * Marks a step on the way to a product that somebody waits for: it has the parallelism of serving
   * steps, and its output is sent on within the flush interval. Only such steps: sending every
   * event by itself costs the others for nothing, and with an interval every edge has a thread that
   * wakes at it.
   */
  public static <T> SingleOutputStreamOperator<T> serving(SingleOutputStreamOperator<T> step) {
    StreamExecutionEnvironment environment = step.getExecutionEnvironment();
    long interval = environment.getConfiguration().get(FLUSH_INTERVAL).toMillis();
    long usual = environment.getBufferTimeout();
    return answering(step).setBufferTimeout(usual < 0 ? interval : Math.min(usual, interval));
  }

  /**
   * Marks the last step on such a way, in whose task the answer is written: it has the parallelism
   * of serving steps; nobody waits for what it sends on besides.
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
   * Continues a stream in a task of its own. For the few records that leave a step on the way to a
   * product that somebody waits for and are written where nobody does: at each checkpoint's barrier
   * a sink waits until the broker has everything or has begun another transaction, and with it its
   * whole task. What follows each other stays in order only where the parallelism stays the same.
   *
   * @param uid of the step that is added, which keeps no state
   */
  public static <T> SingleOutputStreamOperator<T> apart(DataStream<T> stream, String uid) {
    return same(stream, uid).startNewChain();
  }

  /**
   * Continues, in the same task, a stream that leaves a serving step and that nobody waits for: it
   * is sent on when a buffer is full or execution.buffer-timeout.interval is over, not record by
   * record, each of which would wake a task.
   *
   * @param uid of the step that is added, which keeps no state
   */
  public static <T> SingleOutputStreamOperator<T> unhurried(DataStream<T> stream, String uid) {
    return same(stream, uid).setParallelism(stream.getParallelism());
  }

  private static <T> SingleOutputStreamOperator<T> same(DataStream<T> stream, String uid) {
    return stream.map(value -> value).returns(stream.getType()).name(uid).uid(uid);
  }
}
