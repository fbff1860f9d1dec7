package io.rapport.jobs.state;

import io.rapport.core.state.PackedWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Limits all snapshots of this process to one packing thread and a share of the CPU.
 *
 * <p>Packing is CPU work. Dozens of packing threads at once would keep the CPU from the tasks, and
 * so would a single thread without pauses. Therefore one thread packs at a time. After its turn,
 * the next thread rests in proportion to the CPU time that packing and writing took. A thread gives
 * the turn up to write, unless a value is larger than its buffer.
 *
 * <p>An instance belongs to the one thread that takes the snapshot.
 */
final class SnapshotThrottle {

  private static final Semaphore TURN = new Semaphore(1, true);
  private static final AtomicLong REST_NANOS = new AtomicLong();
  // Shared, so that packing leaves no garbage. Grows to the size of the largest value.
  private static final PackedWriter SCRATCH = new PackedWriter(1 << 16);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final double share; // of one processor
  private long accounted = processorNanos();
  private boolean ours;

  /**
   * @param share of all processors, above 0; capped at one whole processor
   */
  SnapshotThrottle(double share) {
    this.share = shareOfOne(share, Runtime.getRuntime().availableProcessors());
  }

  /** Waits for the turn, unless it is ours already, and rests for the work done before. */
  void take() {
    if (!ours) {
      TURN.acquireUninterruptibly();
      ours = true;
      LockSupport.parkNanos(REST_NANOS.getAndSet(0));
    }
  }

  /** Takes the turn; returns an empty buffer for one value, valid until the turn ends. */
  PackedWriter scratch() {
    take();
    SCRATCH.clear();
    return SCRATCH;
  }

  /** Ends the turn, if it is ours. */
  void end() {
    if (ours) {
      ours = false;
      TURN.release();
    }
  }

  /** Adds the CPU time of this thread since the last call to the rest that is due. */
  void account() {
    long now = processorNanos();
    REST_NANOS.addAndGet(restNanos(now - accounted, share));
    accounted = now;
  }

  /** Converts a share of all processors to a share of one, because only one thread packs. */
  static double shareOfOne(double share, int processors) {
    return Math.min(1, share * processors);
  }

  /** The rest after some CPU time that keeps the thread within its share. */
  static long restNanos(long workedNanos, double share) {
    return (long) (workedNanos * (1 / share - 1));
  }

  private static long processorNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
