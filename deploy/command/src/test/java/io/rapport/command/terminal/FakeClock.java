package io.rapport.command.terminal;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A clock whose nanoseconds pass only when told to, near the end of their range, where they turn
 * over.
 */
final class FakeClock implements LongSupplier {

  private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

  void pass(Duration time) {
    now += time.toNanos();
  }

  @Override
  public long getAsLong() {
    return now;
  }
}
