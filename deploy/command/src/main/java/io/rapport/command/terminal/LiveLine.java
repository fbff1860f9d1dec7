package io.rapport.command.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A line that changes again and again. A terminal shows it in place; a log gets a plain line, the
 * first at once and then one every ten seconds.
 */
public final class LiveLine {

  private static final String REWRITE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final LogPace pace;

  /**
   * A line not shown yet.
   *
   * @param terminal whether the lines go to a terminal
   */
  public LiveLine(PrintWriter out, boolean terminal) {
    this(out, terminal, System::nanoTime);
  }

  LiveLine(PrintWriter out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.pace = new LogPace(nanos, Duration.ZERO);
  }

  /**
   * Shows the line as it is now.
   *
   * @param text asked for only when it is shown
   */
  public void show(Supplier<String> text) {
    if (terminal) {
      out.print(REWRITE + text.get());
    } else if (pace.due()) {
      out.println(text.get());
    }
    out.flush();
  }

  /** Prints a line that stays, above this one. */
  public void say(String text) {
    out.println(terminal ? REWRITE + text : text);
    out.flush();
  }

  /** Leaves the line standing. */
  public void end() {
    if (terminal) {
      out.println();
      out.flush();
    }
  }
}
