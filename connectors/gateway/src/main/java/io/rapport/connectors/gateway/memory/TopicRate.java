package io.rapport.connectors.gateway.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;

/**
 * A topic's number of records, and its rate over the last seconds. Time is passed in, in
 * milliseconds.
 */
public final class TopicRate {

  private static final long WINDOW_MILLIS = 5_000;

  private record Sample(long time, long total) {}

  private final LongAdder total = new LongAdder();
  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Adds records. */
  public void add(long records) {
    total.add(records);
  }

  public long total() {
    return total.sum();
  }

  /** Notes the present total; to be called about once a second. */
  public synchronized void sample(long time) {
    samples.addLast(new Sample(time, total()));
    while (samples.size() > 2 && samples.peekFirst().time < time - WINDOW_MILLIS) {
      samples.removeFirst();
    }
  }

  /** Records a second over the last few seconds; 0 before two samples were taken. */
  public synchronized double perSecond() {
    if (samples.size() < 2) {
      return 0;
    }
    Sample first = samples.peekFirst();
    Sample last = samples.peekLast();
    return last.time == first.time
        ? 0
        : (last.total - first.total) * 1000.0 / (last.time - first.time);
  }
}
