package io.rapport.benchmarks.memory;

import io.rapport.benchmarks.stack.BenchOptions;
import io.rapport.benchmarks.stack.BenchStack;
import io.rapport.benchmarks.stack.ClickLoad;
import io.rapport.command.DurationConverter;
import io.rapport.command.terminal.Progress;
import io.rapport.jobs.recommendation.RecommendationJob;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures whether memory stays flat while items and visitors become many: {@code rapport bench
 * memory}.
 */
@Command(
    name = "memory",
    description = {
      "Have the recommendation job learn clicks on many items by many visitors, with "
          + "a catalogue of as many entries, and sample its memory on the way: the heap "
          + "after a full collection, the whole process, and the checkpoints on disk.",
      "Print the growth of each by a million events over the second half, and the "
          + "size of one key's value of each state."
    },
    mixinStandardHelpOptions = true)
public final class BenchMemory implements Callable<Integer> {

  private static final int SAMPLES = 20;
  private static final double MEGABYTE = 1024 * 1024;

  @Spec private CommandSpec spec;
  @Mixin private BenchOptions options;

  @Option(
      names = "--events",
      defaultValue = "4000000",
      description = "Clicks the run reads. Default: ${DEFAULT-VALUE}.")
  private int events;

  @Option(
      names = "--timeout",
      defaultValue = "1h",
      converter = DurationConverter.class,
      description =
          "Longest time for the run; the samples until then are printed. Default: "
              + "${DEFAULT-VALUE}.")
  private Duration timeout;

  @Override
  public Integer call() throws Exception {
    options.requirePositive("--events", events);
    int items = options.shape().items();
    try (BenchStack stack = options.stack()) {
      ClickLoad load = new ClickLoad(stack, options.shape());
      try (Progress bar = Progress.of("load", "records", (long) items + events)) {
        load.catalogue(items, bar::step);
        load.send(events, bar::step);
      }
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%,d items, %,d clicks%n", items, events);
      out.printf("%14s %12s %14s %16s%n", "clicks", "heap MB", "process MB", "checkpoint MB");
      MemoryRun run = new MemoryRun(stack, timeout, Math.max(1, events / SAMPLES));
      MemoryRun.Result result;
      Collection<StateSizes.Size> sizes;
      try (BenchStack.Running job = stack.submit("memory", RecommendationJob::attach)) {
        result = run.run(job, "memory", sample -> print(out, sample));
        sizes = StateSizes.of(job);
      }
      List<MemoryRun.Sample> samples = result.samples();
      out.printf(
          "growth by a million clicks, second half (NaN: too few samples): heap %.1f MB, process %.1f MB, checkpoint %.1f"
              + " MB%n",
          MemoryRun.growth(samples, MemoryRun.Sample::heap) / MEGABYTE,
          MemoryRun.growth(samples, MemoryRun.Sample::resident) / MEGABYTE,
          MemoryRun.growth(samples, MemoryRun.Sample::state) / MEGABYTE);
      out.printf("%n%-14s %14s %12s%n", "state", "bytes a key", "at most");
      for (StateSizes.Size size : sizes) {
        out.printf("%-14s %,14.0f %,12.0f%n", size.state(), size.mean(), size.largest());
      }
      out.flush();
      result.requireDone(timeout);
    }
    return 0;
  }

  private static void print(PrintWriter out, MemoryRun.Sample sample) {
    out.printf(
        "%,14d %,12.0f %,14.0f %,16.0f%n",
        sample.events(),
        sample.heap() / MEGABYTE,
        sample.resident() / MEGABYTE,
        sample.state() / MEGABYTE);
    out.flush();
  }
}
