package io.rapport.cli.replay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Holds events back until their turn: the time between two events is that between their event
 * times, divided by the speed. An event older than one before it is not held back.
 */
final class Pace {

  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final double speed;
  private final LongSupplier nanoTime;
  private long firstTime;
  private long startedNanos;
  private boolean started;

  /**
   * @param speed event time over wall-clock time; infinity for no pauses
   * @param nanoTime monotonic clock
   */
  Pace(double speed, LongSupplier nanoTime) {
    this.speed = speed;
    this.nanoTime = nanoTime;
  }

  /** The time that an event has to wait now, in nanoseconds; at most 0 when its turn has come. */
  long nanosUntil(long eventTime) {
    if (Double.isInfinite(speed)) {
      return 0;
    }
    if (!started) {
      started = true;
      firstTime = eventTime;
      startedNanos = nanoTime.getAsLong();
    }
    double due = (eventTime - firstTime) / speed * TimeUnit.MILLISECONDS.toNanos(1);
    return (long) due - (nanoTime.getAsLong() - startedNanos);
  }

  /** Returns when an event's turn has come, or the thread is interrupted. */
  void await(long eventTime) {
    long nanos = nanosUntil(eventTime);
    while (nanos > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, Math.min(nanos, LONGEST_PAUSE_NANOS));
      nanos = nanosUntil(eventTime);
    }
  }
}
