package io.rapport.jobs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Waits for the effects of a running job, for a minute at most unless told otherwise. */
public final class Await {

  private static final long PATIENCE_SECONDS = 60;

  private Await() {}

  /** The next element of a queue. */
  public static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("an element within %d s", PATIENCE_SECONDS).isNotNull();
    return next;
  }

  /** Repeats an attempt until its result is as wanted. The attempt itself has to block. */
  public static <T> T until(Callable<T> attempt, Predicate<T> wanted) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    T result = attempt.call();
    while (!wanted.test(result) && System.nanoTime() < deadline) {
      result = attempt.call();
    }
    assertThat(result).as("a result within %d s", PATIENCE_SECONDS).matches(wanted);
    return result;
  }

  /** Tries, as often as it takes, for a result that satisfies all assertions. */
  public static <T> T untilAsserted(Callable<T> attempt, Consumer<T> assertions) throws Exception {
    return untilAsserted(Duration.ofSeconds(PATIENCE_SECONDS), attempt, assertions);
  }

  /** As {@link #untilAsserted(Callable, Consumer)}, with another patience than a minute. */
  public static <T> T untilAsserted(Duration patience, Callable<T> attempt, Consumer<T> assertions)
      throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      T result = attempt.call();
      try {
        assertions.accept(result);
        return result;
      } catch (AssertionError e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }
}
