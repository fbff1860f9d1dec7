package io.rapport.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether everything produced was read, and everything read is accounted for. */
final class Audit {
  /** Feeds without which there would be no product, and who has to account for them. */
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "clicks", List.of("customer", "recommendation"),
          "purchases", List.of("customer", "recommendation"),
          "support-events", List.of("customer", "support"));

  private Audit() {}

  /**
   * @param produced events sent, by feed
   * @return what is wrong, each with its numbers; empty if nothing is
   */
  static List<String> problems(Map<String, Long> produced, Ledger ledger) {
    List<String> problems = new ArrayList<>();
    produced.forEach(
        (feed, sent) -> {
          if (sent != ledger.in(feed)) {
            problems.add(
                "%s: %,d produced, but %,d read".formatted(feed, sent, ledger.in(feed))
                    + (sent < ledger.in(feed) ? ": the others came from elsewhere" : ""));
          }
        });
    for (Ledger.Line line : ledger.lines()) {
      if (line.open() != 0) {
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
}
