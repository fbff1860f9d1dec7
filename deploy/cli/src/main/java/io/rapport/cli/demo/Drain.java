package io.rapport.cli.demo;

import io.rapport.cli.accounting.Audit;
import io.rapport.cli.accounting.TopicCounts;
import io.rapport.cli.stack.LocalSession;
import io.rapport.command.Pause;
import io.rapport.local.rest.FlinkRestException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Waits after the end of the input until everything is read, accounted for and visible, or lists
 * what is missing.
 */
record Drain(LocalSession session, LiveMeter meter, TopicCounts arrivals) {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 500;

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
    if (problems.isEmpty()) {
      awaitQuiet(end);
    }
    return problems;
  }

  /** Accounted events may still be on their way through the later steps. */
  private void awaitQuiet(long end) {
    long seen = meter.total();
    long quietSince = System.nanoTime();
    while (System.nanoTime() < end && System.nanoTime() - quietSince < QUIET.toNanos()) {
      Pause.millis(POLL_MILLIS);
      long now = meter.total();
      if (now != seen) {
        seen = now;
        quietSince = System.nanoTime();
      }
    }
  }

  private List<String> problems(Map<String, Long> produced) {
    List<String> problems = new ArrayList<>();
    try {
      problems.addAll(Audit.problems(produced, arrivals.of(produced.keySet()), session.ledgers()));
    } catch (FlinkRestException e) {
      problems.add(e.getMessage());
    }
    LiveMeter.PRODUCTS.stream()
        .filter(product -> meter.count(product) == 0)
        .forEach(product -> problems.add("no " + product.getSimpleName() + " came out"));
    return problems;
  }
}
