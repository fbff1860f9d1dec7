package io.rapport.jobs.intake;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
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

  private ServingOptions() {}

  /**
   * Marks a step on the way to a product that somebody waits for: its output is sent on within the
   * flush interval. Only such steps: sending every event by itself costs the others for nothing,
   * and with an interval every edge has a thread that wakes at it.
   */
  public static <T> SingleOutputStreamOperator<T> serving(SingleOutputStreamOperator<T> step) {
    StreamExecutionEnvironment environment = step.getExecutionEnvironment();
    long interval = environment.getConfiguration().get(FLUSH_INTERVAL).toMillis();
    long usual = environment.getBufferTimeout();
    return step.setBufferTimeout(usual < 0 ? interval : Math.min(usual, interval));
  }
}
