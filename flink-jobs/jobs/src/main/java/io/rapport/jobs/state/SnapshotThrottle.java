package io.rapport.jobs.state;

import io.rapport.core.state.PackedWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Whose turn it is of all that pack a snapshot in this process. Packing is work for the processor:
 * dozens at once would keep it from the tasks for as long as they take together, and so would one
 * that never rests. Hence one packs at a time, and for the time on the processor that packing and
 * writing took, the next one rests before it begins. Nobody waits for another's writing.
 *
 * <p>For one thread, the one that takes the snapshot.
 */
final class SnapshotThrottle {

  private static final Semaphore TURN = new Semaphore(1, true);
  private static final AtomicLong REST_NANOS = new AtomicLong();
  // One for all: what packs a snapshot leaves no garbage. As large as the largest value was.
  private static final PackedWriter SCRATCH = new PackedWriter(1 << 16);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final double share; // of one processor
  private long accounted = processorNanos();
  private boolean ours;

  /**
   * @param share of all processors, above 0; of one at most the whole
   */
  SnapshotThrottle(double share) {
    this.share = shareOfOne(share, Runtime.getRuntime().availableProcessors());
  }

  /** Waits for the turn, unless it is ours already, and rests for what was done before. */
  void take() {
    if (!ours) {
      TURN.acquireUninterruptibly();
      ours = true;
      LockSupport.parkNanos(REST_NANOS.getAndSet(0));
    }
  }

  /** Takes the turn; returns room to pack one value in, empty, until the turn ends. */
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

  /** What this thread has done since it was asked last has to be rested for. */
  void account() {
    long now = processorNanos();
    REST_NANOS.addAndGet(restNanos(now - accounted, share));
    accounted = now;
  }

  /** What a share of some processors is of one; only one packs at a time. */
  static double shareOfOne(double share, int processors) {
    return Math.min(1, share * processors);
  }

  /** How long to rest after some time on the processor, so that it was no more than the share. */
  static long restNanos(long workedNanos, double share) {
    return (long) (workedNanos * (1 / share - 1));
  }

  private static long processorNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
