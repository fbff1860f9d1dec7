package io.rapport.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Waits after the end of the input until everything is read, accounted for and visible, and says
 * what is missing if it never is.
 */
record Drain(LocalSession session, LiveMeter meter) {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final long POLL_MILLIS = 1_000;

  /**
   * @param produced events sent, by feed
   * @return what is wrong in the end; empty if nothing is
   */
  List<String> await(Map<String, Long> produced) {
    long end = System.nanoTime() + LIMIT.toNanos();
    List<String> problems = problems(produced);
    while (!problems.isEmpty() && System.nanoTime() < end) {
      session.requireWell();
      Pause.millis(POLL_MILLIS);
      problems = problems(produced);
    }
    return problems;
  }

  private List<String> problems(Map<String, Long> produced) {
    List<String> problems = new ArrayList<>(Audit.problems(produced, session.ledger()));
    LiveMeter.PRODUCTS.stream()
        .filter(product -> meter.count(product) == 0)
        .forEach(product -> problems.add("no " + product.getSimpleName() + " came out"));
    return problems;
  }
}
