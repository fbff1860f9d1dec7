package io.rapport.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of text by which a process of this machine is known again: its id, which may be used
 * again, and the time at which it started.
 */
public final class ProcessMark {
  private static final String UNKNOWN = "unknown";
  private static final Pattern LINE =
      Pattern.compile("(\\d{1,18}) (unknown|\\d{4}-\\d{2}-\\d{2}T[\\d:.]{5,18}Z)");

  /** A system that sets its clock moves the start times of all processes. */
  private static final Duration CLOCK_STEP = Duration.ofMinutes(1);

  private ProcessMark() {}

  public static String of(ProcessHandle process) {
    return process.pid()
        + " "
        + process.info().startInstant().map(Instant::toString).orElse(UNKNOWN);
  }

  /** The process that a line tells of; empty if it has ended, or the line is broken. */
  public static Optional<ProcessHandle> live(String line) {
    Matcher process = LINE.matcher(line.strip());
    if (!process.matches()) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(process.group(1)))
        .filter(ProcessHandle::isAlive)
        .filter(handle -> startedAt(handle, process.group(2)));
  }

  private static boolean startedAt(ProcessHandle process, String time) {
    Optional<Instant> start = process.info().startInstant();
    return time.equals(UNKNOWN)
        ? start.isEmpty()
        : start.isPresent()
            && Duration.between(start.get(), Instant.parse(time)).abs().compareTo(CLOCK_STEP) < 0;
  }
}
