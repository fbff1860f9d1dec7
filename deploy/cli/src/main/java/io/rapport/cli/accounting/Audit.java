package io.rapport.cli.accounting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks that every event produced has arrived and was read, and that every event read is accounted
 * for.
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
   * @return what is wrong, each with its numbers; empty if nothing is
   */
  public static List<String> problems(
      Map<String, Long> produced, Map<String, Long> arrived, Ledger ledger) {
    List<String> problems = new ArrayList<>();
    produced.forEach(
        (feed, sent) -> {
          long held = arrived.getOrDefault(feed, 0L);
          if (held < sent) {
            problems.add("%s: %,d produced, but the broker holds %,d".formatted(feed, sent, held));
          }
          if (held != ledger.in(feed)) {
            problems.add("%s: %,d arrived, but %,d read".formatted(feed, held, ledger.in(feed)));
          }
        });
    for (Ledger.Line line : ledger.lines()) {
      if (line.difference() != 0) {
        problems.add(
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
    }
    REQUIRED.forEach(
        (feed, consumers) ->
            consumers.stream()
                .filter(consumer -> !ledger.consumers(feed).contains(consumer))
                .forEach(consumer -> problems.add(feed + ": not accounted for by " + consumer)));
    return problems;
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
