package io.rapport.cli.demo;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.Recommendation;
import io.rapport.avro.TriagedTicket;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * The line of the demo that says each second what goes in and what comes out. On a terminal it is
 * rewritten in place; elsewhere it is printed every few seconds.
 */
final class LiveLine {
  private static final int PLAIN_EVERY = 5;
  private static final String REWRITE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private int calls;

  LiveLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * @param produced events sent so far
   */
  void show(Duration elapsed, long produced, LiveMeter meter) {
    if (!terminal && calls++ % PLAIN_EVERY != 0) {
      return;
    }
    String line = text(elapsed, produced, meter, meter.recentLatency());
    if (terminal) {
      out.print(REWRITE + line);
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Says something that stays, above the line. */
  void say(String text) {
    out.println(terminal ? REWRITE + text : text);
    out.flush();
  }

  /** Leaves the line standing. */
  void end() {
    if (terminal) {
      out.println();
      out.flush();
    }
  }

  private static String text(Duration elapsed, long produced, LiveMeter meter, Histogram recent) {
    return String.format(
        Locale.ROOT,
        "%3d s | events in %,d | recommendations %,d | tickets triaged %,d | profiles %,d |"
            + " segments %,d | event to recommendation %s",
        elapsed.toSeconds(),
        produced,
        meter.count(Recommendation.class),
        meter.count(TriagedTicket.class),
        meter.count(CustomerProfile.class),
        meter.count(CustomerSegment.class),
        latency(recent));
  }

  /** Percentiles of a histogram of milliseconds. */
  static String latency(Histogram millis) {
    return millis.getTotalCount() == 0
        ? "p50 - p99 -"
        : String.format(
            Locale.ROOT,
            "p50 %,d ms p99 %,d ms",
            millis.getValueAtPercentile(50),
            millis.getValueAtPercentile(99));
  }
}
