package io.rapport.jobs.testing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A bounded source that fails its job once: halfway to the failure it is held until a checkpoint is
 * complete, so that there is something to go back to and something to do again. One at a time, in
 * the test's process.
 */
public final class CrashSource {

  private static volatile List<?> events;
  private static volatile int failure;
  private static volatile boolean crashed;
  private static volatile CompletableFuture<Void> checkpointed;

  private CrashSource() {}

  /** The elements, of which the one with the number is the failure's. */
  public static <E> DataStream<E> of(
      StreamExecutionEnvironment environment, List<E> elements, Class<E> type, int number) {
    events = elements;
    failure = number;
    crashed = false;
    checkpointed = new CompletableFuture<>();
    return environment
        .fromSource(
            new DataGeneratorSource<>(
                index -> type.cast(next(index)),
                elements.size(),
                parallelism -> new Hold<>(),
                TypeInformation.of(type)),
            WatermarkStrategy.noWatermarks(),
            "crash")
        .setParallelism(1)
        .uid("crash");
  }

  public static boolean crashed() {
    return crashed;
  }

  private static Object next(long index) {
    if (!crashed && index == failure) {
      crashed = true;
      throw new IllegalStateException("a failure on purpose");
    }
    return events.get((int) index);
  }

  /** Holds the source at half of what comes before the failure until a checkpoint is complete. */
  private static final class Hold<S extends SourceSplit> implements RateLimiter<S> {

    private int seen;

    @Override
    public CompletionStage<Void> acquire(int number) {
      seen += number;
      return held() ? checkpointed : CompletableFuture.completedFuture(null);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      if (held()) {
        checkpointed.complete(null);
      }
    }

    private boolean held() {
      return seen > failure / 2;
    }
  }
}
