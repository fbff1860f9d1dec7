package io.rapport.cli.replay;

import java.util.Map;

/**
 * The account of a file's lines.
 *
 * @param lines read
 * @param header 1 when the first line was one, else 0
 * @param used lines that became events or part of one
 * @param bad lines that could not be used, by reason
 * @param events given, by the contract's simple name
 * @param lastTime latest event time, milliseconds since the epoch; {@link Long#MIN_VALUE} without
 *     events
 */
public record FileAccount(
    long lines,
    long header,
    long used,
    Map<String, Long> bad,
    Map<String, Long> events,
    long lastTime) {

  /** Lines that could not be used. */
  public long badLines() {
    return bad.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Events given. */
  public long allEvents() {
    return events.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether every line is accounted for. */
  public boolean balanced() {
    return lines == header + used + badLines();
  }
}
