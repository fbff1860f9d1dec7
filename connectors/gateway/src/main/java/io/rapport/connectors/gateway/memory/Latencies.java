package io.rapport.connectors.gateway.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * The latencies from the broker's receipt of an event to the arrival of its recommendation here, in
 * milliseconds, over the last ten intervals. For any number of threads.
 */
public final class Latencies {

  private static final long MAX_MILLIS = 3_600_000;
  private static final int DIGITS = 2;
  private static final int INTERVALS = 10;

  private final Recorder recorder = new Recorder(MAX_MILLIS, DIGITS);
  private final Deque<Histogram> intervals = new ArrayDeque<>();

  public void record(long millis) {
    recorder.recordValue(Math.max(0, Math.min(MAX_MILLIS, millis)));
  }

  /** Ends an interval; to be called about once a second. */
  public synchronized void roll() {
    intervals.addLast(recorder.getIntervalHistogram());
    if (intervals.size() > INTERVALS) {
      intervals.removeFirst();
    }
  }

  /** The latencies of the last intervals. */
  public synchronized Histogram recent() {
    Histogram sum = new Histogram(MAX_MILLIS, DIGITS);
    intervals.forEach(sum::add);
    return sum;
  }
}
