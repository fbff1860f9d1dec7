package io.rapport.benchmarks.throughput;

import io.rapport.benchmarks.stack.BenchStack;
import io.rapport.benchmarks.stack.Offsets;
import io.rapport.benchmarks.stack.OutputRate;
import io.rapport.jobs.frame.RapportJob;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs a job over preloaded topics as fast as it can until a checkpoint covers all of them, and
 * measures its rate by the times at which the broker received its output. The first fifth is left
 * out: classes are loaded and code is compiled there.
 */
final class ThroughputRun {

  private static final double WARM_UP = 0.2;

  /** Nothing is on its way any more when nothing has come out for so long. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private final BenchStack stack;
  private final Duration timeout;

  ThroughputRun(BenchStack stack, Duration timeout) {
    this.stack = stack;
    this.timeout = timeout;
  }

  /**
   * The result of one run.
   *
   * @param eventsPerSecond input events a second, after the warm-up
   * @param outputsPerEvent records written for each event read
   */
  record Rate(double eventsPerSecond, double outputsPerEvent) {}

  /**
   * Runs one job from the beginning of the topics to their end.
   *
   * @param progress told how many events are done
   */
  Rate run(String group, Consumer<RapportJob> topology, LongConsumer progress) throws Exception {
    var input = stack.inputEnds();
    var before = stack.outputEnds();
    try (var job = stack.submit(group, topology)) {
      long deadline = System.nanoTime() + timeout.toNanos();
      long done = 0;
      long outputs = 0;
      long quietSince = System.nanoTime();
      // An unaligned checkpoint commits what was read, though it may still be on its way.
      while (done < Offsets.sum(input) || System.nanoTime() - quietSince < QUIET.toNanos()) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              group
                  + " was not done after "
                  + timeout.toSeconds()
                  + " s, with "
                  + done
                  + " events");
        }
        job.requireRunning();
        Thread.sleep(250);
        done = stack.committed(group, input);
        progress.accept(done);
        long written = Offsets.sum(stack.outputEnds());
        if (written != outputs) {
          outputs = written;
          quietSince = System.nanoTime();
        }
      }
    }
    return rate(Offsets.sum(input), before, stack.outputEnds());
  }

  private Rate rate(long events, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
    double perEvent = (double) (Offsets.sum(to) - Offsets.sum(from)) / events;
    return new Rate(OutputRate.perSecond(stack, from, to, WARM_UP) / perEvent, perEvent);
  }
}
