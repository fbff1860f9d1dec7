package io.rapport.local.supervision;

import java.time.Duration;
import java.time.Instant;

/**
 * A process that ended by itself and serves again.
 *
 * @param component the process's name, such as {@code broker}
 * @param endedAt when it was seen to have ended
 * @param reason its exit status or signal, in words
 * @param logLine the last line of its log that says something; empty if it wrote none
 * @param servedAt when it answered again
 * @param number of this restart among all of the process, from 1
 */
public record Restart(
    String component,
    Instant endedAt,
    String reason,
    String logLine,
    Instant servedAt,
    int number) {

  /** The time for which the process did not serve. */
  public Duration outage() {
    return Duration.between(endedAt, servedAt);
  }
}
