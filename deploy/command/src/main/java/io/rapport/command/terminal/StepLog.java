package io.rapport.command.terminal;

import java.io.PrintWriter;

/** Prints each step of a start with the seconds since its beginning. */
public final class StepLog {
  private static final double NANOS_A_SECOND = 1e9;

  private final PrintWriter out;
  private final long start = System.nanoTime();

  public StepLog(PrintWriter out) {
    this.out = out;
  }

  public void done(String step) {
    out.printf("%6.1f s  %s%n", (System.nanoTime() - start) / NANOS_A_SECOND, step);
    out.flush();
  }
}
