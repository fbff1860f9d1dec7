package io.rapport.simulator;

import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireProducer;
import io.rapport.simulator.dirt.SimulatedRecord;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a simulator's records to a broker: the opening burst as fast as it goes, then each live
 * record when the wall clock reaches its event time. The loop is open: a slow broker does not slow
 * the shop down, it is caught up with, and {@link Report#behindMillis} says how far it is behind. A
 * start time in the past is caught up with likewise; one a few seconds ahead leaves time for the
 * burst.
 */
public final class SimulatorRunner implements Runnable, AutoCloseable {

  /**
   * The records sent so far.
   *
   * @param topics counts by topic name
   * @param behindMillis how far the last live record was sent after it was due
   * @param failure the reason why a record was given up or the runner stopped early; null if
   *     neither happened
   */
  public record Report(
      Map<String, WireProducer.Counts> topics, long behindMillis, Exception failure) {

    /** Records sent to all topics. */
    public long sent() {
      return topics.values().stream().mapToLong(WireProducer.Counts::sent).sum();
    }

    /** Records that the broker has confirmed. */
    public long acknowledged() {
      return topics.values().stream().mapToLong(WireProducer.Counts::acknowledged).sum();
    }
  }

  // Below this a wait costs more than it is worth; a few records then go out together.
  private static final long SHORTEST_PAUSE_NANOS = 200_000;
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ShopSimulator simulator;
  private final WireProducer producer;
  private final long liveRecords;
  private volatile boolean stopped;
  private volatile boolean opened;
  private volatile long behindMillis;
  private volatile RuntimeException failure;

  /**
   * @param liveRecords records to send after the opening burst; {@link Long#MAX_VALUE} for no end
   */
  public SimulatorRunner(ShopSimulator simulator, KafkaSettings kafka, long liveRecords) {
    this.simulator = simulator;
    this.liveRecords = liveRecords;
    this.producer = new WireProducer(kafka);
  }

  /** Sends until stopped, interrupted, or the last record; then waits for the confirmations. */
  @Override
  public void run() {
    try {
      while (simulator.isOpening() && !done()) {
        send(simulator.next());
      }
      opened = true;
      // Fixed once: a clock that is set while the shop runs does not jump the shop.
      long offset = System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
      for (long sent = 0; sent < liveRecords && !done(); sent++) {
        await(simulator.nextDue() - offset);
        if (!done()) {
          send(simulator.next());
        }
      }
      producer.flush();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private boolean done() {
    return stopped || Thread.currentThread().isInterrupted();
  }

  /** Waits until the monotonic clock, in milliseconds, reaches a time. */
  private void await(long due) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(due) - System.nanoTime();
    while (nanos > SHORTEST_PAUSE_NANOS && !done()) {
      LockSupport.parkNanos(this, Math.min(nanos, LONGEST_PAUSE_NANOS));
      nanos = TimeUnit.MILLISECONDS.toNanos(due) - System.nanoTime();
    }
    behindMillis = Math.max(0, -TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  private void send(SimulatedRecord record) {
    producer.send(record.topic(), record.key(), record.bytes(producer::encode));
  }

  /** Ends {@link #run} after the record in hand. */
  public void stop() {
    stopped = true;
  }

  /** Whether the opening burst has been handed to the producer. */
  public boolean opened() {
    return opened;
  }

  /** The account so far; any thread may ask. */
  public Report report() {
    Exception reason = failure == null ? producer.failure() : failure;
    return new Report(producer.counts(), behindMillis, reason);
  }

  /**
   * Stops and lets go of the producer. Call it when {@link #run} has returned: what is in flight is
   * waited for.
   */
  @Override
  public void close() {
    stop();
    producer.close();
  }
}
