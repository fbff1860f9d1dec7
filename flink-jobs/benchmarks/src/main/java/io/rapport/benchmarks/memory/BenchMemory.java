package io.rapport.benchmarks.memory;

import io.rapport.benchmarks.stack.BenchStack;
import io.rapport.benchmarks.stack.EventLoad;
import io.rapport.benchmarks.stack.EventSource;
import io.rapport.benchmarks.stack.JobBenchOptions;
import io.rapport.benchmarks.stack.MeasuredJob;
import io.rapport.command.DurationConverter;
import io.rapport.command.terminal.Progress;
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
 * Measures whether memory stays flat while items, visitors and customers become many: {@code
 * rapport bench memory}.
 */
@Command(
    name = "memory",
    description = {
      "Have the recommendation job learn clicks on many items by many visitors, with "
          + "a catalogue of as many entries, or the customer job join the events of many customers, "
          + "and sample its memory on the way: the heap after a full collection, the whole process, "
          + "and the checkpoints on disk.",
      "Print the growth of each by a million events over the second half, and the "
          + "size of one key's value of each state."
    },
    mixinStandardHelpOptions = true)
public final class BenchMemory implements Callable<Integer> {

  private static final int SAMPLES = 20;
  private static final int DEFAULT_EVENTS = 4_000_000;
  private static final long EVENTS_A_CUSTOMER = 14;
  private static final double MEGABYTE = 1024 * 1024;

  @Spec private CommandSpec spec;
  @Mixin private JobBenchOptions options;

  @Option(
      names = "--events",
      description =
          "Events the run reads. Default: 4000000; with --job customer 14 for each of the "
              + "--customers, all of whom have then come in the first half.")
  private Integer events;

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
    int count = count();
    options.requirePositive("--events", count);
    try (BenchStack stack = options.stack()) {
      EventSource load = options.events();
      load(stack, load, count);
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%,d %s, %,d events%n", many(), withItems() ? "items" : "customers", count);
      out.printf("%14s %12s %14s %16s%n", "events", "heap MB", "process MB", "checkpoint MB");
      MemoryRun run = new MemoryRun(stack, timeout, Math.max(1, count / SAMPLES));
      MemoryRun.Result result;
      Collection<StateSizes.Size> sizes;
      try (BenchStack.Running job = stack.submit("memory")) {
        result = run.run(job, "memory", sample -> print(out, sample));
        sizes = StateSizes.of(job);
      }
      List<MemoryRun.Sample> samples = result.samples();
      out.printf(
          "growth by a million events, second half (NaN: too few samples): heap %.1f MB, process %.1f MB, checkpoint %.1f"
              + " MB%n",
          MemoryRun.growth(samples, MemoryRun.Sample::heap) / MEGABYTE,
          MemoryRun.growth(samples, MemoryRun.Sample::resident) / MEGABYTE,
          MemoryRun.growth(samples, MemoryRun.Sample::state) / MEGABYTE);
      out.printf(
          "checkpoint, of %,d people who came, %,.0f bytes each%n",
          load.people(), (double) samples.get(samples.size() - 1).state() / load.people());
      out.printf("%n%-14s %14s %12s%n", "state", "bytes a key", "at most");
      for (StateSizes.Size size : sizes) {
        out.printf("%-14s %,14.0f %,12.0f%n", size.state(), size.mean(), size.largest());
      }
      out.flush();
      result.requireDone(timeout);
    }
    return 0;
  }

  private boolean withItems() {
    return options.job() == MeasuredJob.RECOMMENDATION;
  }

  private int many() {
    return withItems() ? options.shape().items() : options.customers();
  }

  private int count() {
    if (events != null) {
      return events;
    }
    long usual = withItems() ? DEFAULT_EVENTS : EVENTS_A_CUSTOMER * options.customers();
    return (int) Math.min(Integer.MAX_VALUE, usual);
  }

  private void load(BenchStack stack, EventSource events, int count) {
    EventLoad load = new EventLoad(stack, events);
    int items = withItems() ? options.shape().items() : 0;
    try (Progress bar = Progress.of("load", "records", (long) items + count)) {
      load.catalogue(items, bar::step);
      load.send(count, bar::step);
    }
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
