package io.rapport.command.terminal;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The pace of repeated lines in a log: one every ten seconds. */
final class LogPace {

  private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanos;
  private long next;

  /**
   * Starts now.
   *
   * @param first how long until the first line is due
   */
  LogPace(LongSupplier nanos, Duration first) {
    this.nanos = nanos;
    this.next = nanos.getAsLong() + first.toNanos();
  }

  /** As {@link #LogPace(LongSupplier, Duration)}, with the first line due after an interval. */
  LogPace(LongSupplier nanos) {
    this(nanos, Duration.ofNanos(INTERVAL_NANOS));
  }

  /** Whether a line is due; if so, the next one is an interval later. */
  boolean due() {
    long now = nanos.getAsLong();
    if (now - next < 0) {
      return false;
    }
    next = now + INTERVAL_NANOS;
    return true;
  }
}
