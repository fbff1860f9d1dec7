package io.rapport.benchmarks.memory;

import io.rapport.benchmarks.stack.BenchStack;
import io.rapport.benchmarks.stack.Offsets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Runs a job over preloaded topics and samples its memory on the way. The job, its cluster and this
 * program share one process; the broker has its own.
 */
final class MemoryRun {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final int LOOK_MILLIS = 1_000;

  private final BenchStack stack;
  private final Duration timeout;
  private final long every;

  /**
   * @param every events between two samples
   */
  MemoryRun(BenchStack stack, Duration timeout, long every) {
    this.stack = stack;
    this.timeout = timeout;
    this.every = every;
  }

  /**
   * The memory after a number of events.
   *
   * @param heap bytes that live on the heap, after a full collection
   * @param resident bytes of the whole process, RocksDB's included; -1 where the system does not
   *     tell
   * @param state bytes of the last checkpoint, on disk
   */
  record Sample(long events, long heap, long resident, long state) {}

  /**
   * The samples of one run.
   *
   * @param done events read
   * @param all events there were
   */
  record Result(List<Sample> samples, long done, long all) {

    /**
     * @throws IllegalStateException when time ran out before the end
     */
    void requireDone(Duration timeout) {
      if (done < all) {
        throw new IllegalStateException(
            String.format(
                "Not done after %d s, with %,d of %,d events: give it a longer --timeout or fewer"
                    + " --events.",
                timeout.toSeconds(), done, all));
      }
    }
  }

  /**
   * Runs the job from the beginning of the topics to their end, or until time runs out.
   *
   * @param progress told of every sample
   */
  Result run(BenchStack.Running job, String group, Consumer<Sample> progress) throws Exception {
    var input = stack.inputEnds();
    long all = Offsets.sum(input);
    long deadline = System.nanoTime() + timeout.toNanos();
    List<Sample> samples = new ArrayList<>();
    long done = 0;
    long next = every;
    boolean late = false;
    while (done < all && !late) {
      job.requireRunning();
      Thread.sleep(LOOK_MILLIS);
      done = stack.committed(group, input);
      late = System.nanoTime() > deadline;
      if (done >= next || done >= all || late) {
        next = done + every;
        Sample sample = new Sample(done, heap(), resident(), job.checkpointBytes());
        samples.add(sample);
        progress.accept(sample);
      }
    }
    return new Result(samples, done, all);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long resident() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return -1;
    }
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(RESIDENT)) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return -1;
  }

  /**
   * The growth of a figure by a million events over the second half of the samples: the slope of
   * the least squares; NaN when there are too few samples.
   */
  static double growth(List<Sample> samples, ToLongFunction<Sample> figure) {
    List<Sample> half = samples.subList(samples.size() / 2, samples.size());
    double meanEvents = half.stream().mapToLong(Sample::events).average().orElse(0) / 1e6;
    double mean = half.stream().mapToLong(figure).average().orElse(0);
    double above = 0;
    double below = 0;
    for (Sample sample : half) {
      double events = sample.events() / 1e6 - meanEvents;
      above += events * (figure.applyAsLong(sample) - mean);
      below += events * events;
    }
    return above / below;
  }
}
