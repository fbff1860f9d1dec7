package io.rapport.local.supervision;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The restarts that one process may still have, and the delay before the next. */
public final class RestartPolicy {
  private final SupervisionSettings settings;
  private final Deque<Duration> recent = new ArrayDeque<>();

  public RestartPolicy(SupervisionSettings settings) {
    this.settings = settings;
  }

  /**
   * Counts a death of the process.
   *
   * @param now since some moment, by a clock that nobody sets; never before that of an earlier call
   * @return how long to wait before the restart; empty when the limit is reached
   */
  public Optional<Duration> died(Duration now) {
    while (!recent.isEmpty() && recent.peekFirst().compareTo(now.minus(settings.window())) <= 0) {
      recent.removeFirst();
    }
    if (recent.size() >= settings.mostRestarts()) {
      return Optional.empty();
    }
    Duration delay = settings.firstDelay();
    for (int i = 0; i < recent.size() && delay.compareTo(settings.longestDelay()) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    recent.addLast(now);
    return Optional.of(
        delay.compareTo(settings.longestDelay()) < 0 ? delay : settings.longestDelay());
  }
}
