package io.rapport.cli.demo;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.Recommendation;
import io.rapport.avro.TriagedTicket;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The demo's live line: what goes in, what comes out, and how fast. */
final class DemoLine {

  private DemoLine() {}

  /**
   * The line as it is now.
   *
   * @param produced events sent so far
   */
  static String of(Duration elapsed, long produced, LiveMeter meter) {
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
        latency(meter.recentLatency()));
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
