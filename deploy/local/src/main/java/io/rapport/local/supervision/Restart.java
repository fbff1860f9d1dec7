package io.rapport.local.supervision;

import java.time.Duration;
import java.time.Instant;

/**
 * A process that ended, by itself or because it was no use without another, and serves again.
 *
 * @param component the process's name, such as {@code broker}
 * @param endedAt when it was seen to have ended
 * @param reason its exit status or signal, in words
 * @param logLine the last line of its log that says something; empty if it wrote none
 * @param servedAt when it answered again
 */
public record Restart(
    String component, Instant endedAt, String reason, String logLine, Instant servedAt) {

  /** The time for which the process did not serve. */
  public Duration outage() {
    return Duration.between(endedAt, servedAt);
  }
}
