package io.rapport.cli.accounting;

import io.rapport.local.FlinkRest.Failure;
import io.rapport.local.supervision.Restart;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;

/** Tells of the failures that a job recovered from, which the counts of events do not show. */
public final class Restarts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Object job;
  private Instant told = Instant.MIN;
  private int count;

  /**
   * @param job its name
   */
  public Restarts(Object job) {
    this.job = job;
  }

  /**
   * @param failures all that the cluster remembers
   * @return a line for each that was not told before, the oldest first
   */
  public List<String> news(List<Failure> failures) {
    List<String> lines =
        failures.stream()
            .filter(failure -> failure.at().isAfter(told))
            .sorted(Comparator.comparing(Failure::at))
            .map(failure -> "The job " + job + " failed and starts again: " + describe(failure))
            .toList();
    count += lines.size();
    failures.stream().map(Failure::at).max(Comparator.naturalOrder()).ifPresent(at -> told = at);
    return lines;
  }

  /** The number of failures told of. */
  public int count() {
    return count;
  }

  /** A number of times, in words. */
  public static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  /** The time, task and reason of a failure. */
  public static String describe(Failure failure) {
    String where = failure.task().isEmpty() ? "" : failure.task() + ": ";
    return TIME.format(failure.at()) + " " + where + failure.reason();
  }

  /** The time, process, reason, length and last line of the log of an outage. */
  public static String describe(Restart restart) {
    return "%s %s ended (%s) and served again after %.1f s%s"
        .formatted(
            TIME.format(restart.endedAt()),
            restart.component(),
            restart.reason(),
            restart.outage().toMillis() / 1e3,
            restart.logLine().isBlank() ? "" : "; its log: " + restart.logLine());
  }
}
