package io.rapport.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A request to end, such as Ctrl-C: the command sees it and ends in its own order, while the JVM
 * waits for it.
 */
public final class Interruption implements AutoCloseable {
  private static final Duration USUAL_GRACE = Duration.ofSeconds(30);

  private final Duration grace;
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  private Interruption(Duration grace) {
    this.grace = grace;
  }

  public static Interruption watch() {
    return watch(USUAL_GRACE);
  }

  /**
   * As {@link #watch()}.
   *
   * @param grace for which the JVM waits for the command
   */
  public static Interruption watch(Duration grace) {
    Interruption interruption = new Interruption(grace);
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::arrived, "interruption"));
    return interruption;
  }

  /** Waits for a time; true as soon as the end was asked for. */
  public boolean within(Duration duration) {
    try {
      return requested.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Says that the command has cleaned up. */
  @Override
  public void close() {
    finished.countDown();
  }

  private void arrived() {
    requested.countDown();
    try {
      if (!finished.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("rapport: the command did not end within " + grace.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
