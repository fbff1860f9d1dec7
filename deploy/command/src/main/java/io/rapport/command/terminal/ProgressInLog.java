package io.rapport.command.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A task's progress as plain lines: one every ten seconds, and one at the end. */
final class ProgressInLog implements Progress {

  private static final double NANOS_A_SECOND = 1e9;

  private final String task;
  private final String unit;
  private final long total;
  private final PrintWriter out;
  private final LongSupplier nanos;
  private final LogPace pace;
  private final long start;
  private String phase = "";
  private long steps;

  ProgressInLog(String task, String unit, long total, PrintWriter out, LongSupplier nanos) {
    this.task = task;
    this.unit = unit;
    this.total = total;
    this.out = out;
    this.nanos = nanos;
    this.pace = new LogPace(nanos);
    this.start = nanos.getAsLong();
  }

  @Override
  public void step() {
    stepTo(steps + 1);
  }

  @Override
  public void stepTo(long steps) {
    this.steps = steps;
    if (pace.due()) {
      print();
    }
  }

  @Override
  public void phase(String name) {
    phase = ", " + name;
  }

  @Override
  public void close() {
    print();
  }

  private void print() {
    double seconds = (nanos.getAsLong() - start) / NANOS_A_SECOND;
    if (total < 0) {
      out.printf(Locale.ROOT, "%s%s: %,d %s, %.0f s%n", task, phase, steps, unit, seconds);
    } else {
      double percent = 100.0 * steps / Math.max(1, total);
      out.printf(
          Locale.ROOT,
          "%s%s: %,d of %,d %s (%.0f%%), %.0f s%n",
          task,
          phase,
          steps,
          total,
          unit,
          percent,
          seconds);
    }
    out.flush();
  }
}
