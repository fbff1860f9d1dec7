package io.rapport.local.supervision;

import java.time.Duration;

/**
 * The limits of automatic restarts.
 *
 * @param firstDelay before the first restart of a process; doubled with each further one
 * @param longestDelay at which the doubling ends
 * @param mostRestarts of one process within the window; one death more is a failure of the stack
 * @param window for which a restart counts
 */
public record SupervisionSettings(
    Duration firstDelay, Duration longestDelay, int mostRestarts, Duration window) {

  public SupervisionSettings {
    if (firstDelay.isNegative() || longestDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "Delays of %s to %s: neither may be negative, nor the longest below the first"
              .formatted(firstDelay, longestDelay));
    }
    if (mostRestarts < 1 || window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException(
          "%d restarts in %s: both must be positive".formatted(mostRestarts, window));
    }
  }

  /** One second doubling to thirty, and five restarts of a process in ten minutes. */
  public static SupervisionSettings defaults() {
    return new SupervisionSettings(
        Duration.ofSeconds(1), Duration.ofSeconds(30), 5, Duration.ofMinutes(10));
  }
}
