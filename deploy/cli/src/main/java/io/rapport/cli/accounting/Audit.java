package io.rapport.cli.accounting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that every event produced has arrived and was read by each job that has to, and that every
 * event read is accounted for.
 */
public final class Audit {
  /** Feeds without which there would be no product, and who has to account for them. */
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "clicks", List.of("customer", "recommendation"),
          "purchases", List.of("customer", "recommendation"),
          "support-events", List.of("customer", "support"));

  private Audit() {}

  /**
   * @param produced events that the broker has confirmed to the shop, by feed
   * @param arrived events that the broker holds, whoever sent them, by feed
   * @param ledgers of the jobs, by the job's name
   * @return what is wrong, each with its numbers; empty if nothing is
   */
  public static List<String> problems(
      Map<String, Long> produced, Map<String, Long> arrived, Map<String, Ledger> ledgers) {
    List<String> problems = new ArrayList<>();
    produced.forEach(
        (feed, sent) -> {
          long held = arrived.getOrDefault(feed, 0L);
          if (held < sent) {
            problems.add("%s: %,d produced, but the broker holds %,d".formatted(feed, sent, held));
          }
          problems.addAll(unread(feed, held, ledgers));
        });
    ledgers
        .values()
        .forEach(ledger -> ledger.lines().forEach(line -> balance(line).ifPresent(problems::add)));
    REQUIRED.forEach(
        (feed, consumers) ->
            consumers.stream()
                .filter(
                    consumer ->
                        ledgers.values().stream()
                            .noneMatch(ledger -> ledger.consumers(feed).contains(consumer)))
                .forEach(consumer -> problems.add(feed + ": not accounted for by " + consumer)));
    return problems;
  }

  /** Every job that reads a feed reads all of it. */
  private static List<String> unread(String feed, long held, Map<String, Ledger> ledgers) {
    List<String> problems = new ArrayList<>();
    boolean read = false;
    for (Map.Entry<String, Ledger> job : ledgers.entrySet()) {
      if (job.getValue().feeds().contains(feed)) {
        read = true;
        long in = job.getValue().in(feed);
        if (held != in) {
          problems.add(
              "%s: %,d arrived, but %,d read by %s".formatted(feed, held, in, job.getKey()));
        }
      }
    }
    if (!read && held > 0) {
      problems.add("%s: %,d arrived, but no job reads it".formatted(feed, held));
    }
    return problems;
  }

  private static Optional<String> balance(Ledger.Line line) {
    return line.difference() == 0
        ? Optional.empty()
        : Optional.of(
            "%s at %s: %,d in, but %,d processed + %,d dead-lettered + %,d late + %,d duplicate"
                .formatted(
                    line.feed(),
                    line.consumer(),
                    line.in(),
                    line.processed(),
                    line.deadLettered(),
                    line.late(),
                    line.duplicate()));
  }

  /** Events from others than the simulated shop; empty if there are none. */
  public static List<String> visitors(Map<String, Long> produced, Map<String, Long> arrived) {
    List<String> visitors = new ArrayList<>();
    produced.forEach(
        (feed, sent) -> {
          long others = arrived.getOrDefault(feed, 0L) - sent;
          if (others > 0) {
            visitors.add(
                "%s: %,d came from elsewhere, such as the console's shop".formatted(feed, others));
          }
        });
    return visitors;
  }
}
