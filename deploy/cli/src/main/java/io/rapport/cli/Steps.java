package io.rapport.cli;

import java.io.PrintWriter;

/** Prints each step of a start with the seconds since its beginning. */
final class Steps {
  private static final double NANOS_A_SECOND = 1e9;

  private final PrintWriter out;
  private final long start = System.nanoTime();

  Steps(PrintWriter out) {
    this.out = out;
  }

  void done(String step) {
    out.printf("%6.1f s  %s%n", (System.nanoTime() - start) / NANOS_A_SECOND, step);
    out.flush();
  }
}
