package io.rapport.benchmarks.latency;

import io.rapport.benchmarks.stack.BenchStack;
import io.rapport.benchmarks.stack.EventLoad;
import io.rapport.benchmarks.stack.EventSource;
import io.rapport.benchmarks.stack.JobBenchOptions;
import io.rapport.benchmarks.stack.Offsets;
import io.rapport.benchmarks.stack.OutputRate;
import io.rapport.command.DurationConverter;
import io.rapport.command.terminal.JsonLine;
import io.rapport.command.terminal.Progress;
import io.rapport.jobs.customer.CustomerOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures the time from when an event was due until its answer is read: {@code rapport bench
 * latency}.
 */
@Command(
    name = "latency",
    description = {
      "Send events at a fixed rate, and measure the time until they are answered: until a "
          + "recommendation for the click, or a profile that contains the event, is read from "
          + "Kafka.",
      "Time counts from when an event was due, so a stall is not hidden by events that were never"
          + " sent.",
      "With --job customer only events count whose profile is published at once: those of a "
          + "customer who did nothing for two of rapport.customer.publish-interval (1 s) before. "
          + "All others are sent, but held back on purpose. A profile contains all events of its "
          + "customer up to its time; a logout is not counted, because it leaves no time there."
    },
    mixinStandardHelpOptions = true)
public final class BenchLatency implements Callable<Integer> {

  private static final double MILLI = 1e6;
  private static final int DEFAULT_RATE = 1_000;
  private static final String GROUP = "latency";

  @Spec private CommandSpec spec;
  @Mixin private JobBenchOptions options;

  @ArgGroup private Load load = new Load();

  /** The rate of events, given in one of two ways. */
  static final class Load {

    @Option(names = "--rate", description = "Events a second. Default: 1000.")
    private Integer rate;

    @Option(
        names = "--of-maximum",
        paramLabel = "SHARE",
        description = {
          "Events a second as a share, above 0 and below 1, of the job's greatest rate: "
              + "of that at which it learns the second half of the preload."
        })
    private Double ofMaximum;
  }

  @Option(
      names = "--for",
      defaultValue = "60s",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Length of the measurement, after the warm-up. Default: ${DEFAULT-VALUE}.")
  private Duration length;

  @Option(
      names = "--warm-up",
      defaultValue = "20s",
      converter = DurationConverter.class,
      description =
          "Length of the warm-up: events are sent, but not measured. Default: "
              + "${DEFAULT-VALUE}.")
  private Duration warmUp;

  @Option(
      names = "--preload",
      defaultValue = "100000",
      description = "Events that the job learns before the warm-up. Default: ${DEFAULT-VALUE}.")
  private int preload;

  /** The result as it is printed as JSON; milliseconds. */
  record Report(
      double p50Ms,
      double p99Ms,
      double p999Ms,
      double maxMs,
      int rate,
      double maximumRate,
      long sent,
      long answered,
      int parallelism) {}

  @Override
  public Integer call() throws Exception {
    if (load.ofMaximum == null) {
      options.requirePositive("--rate", fixedRate());
    } else if (!(load.ofMaximum > 0 && load.ofMaximum < 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "--of-maximum must be above 0 and below 1, not " + load.ofMaximum + ".");
    }
    options.requirePositive("--for", length.toMillis());
    options.requirePositive("--preload", preload);
    try (BenchStack stack = options.stack()) {
      EventSource events = options.events();
      try (Progress bar = Progress.of("load", "events", preload)) {
        new EventLoad(stack, events).send(preload, bar::step);
      }
      try (var job = stack.submit(GROUP)) {
        double maximum = learn(stack, job);
        int rate =
            load.ofMaximum == null
                ? fixedRate()
                : (int) Math.max(1, Math.round(maximum * load.ofMaximum));
        long first = rate * warmUp.toMillis() / 1000;
        long measured = Math.max(1, rate * length.toMillis() / 1000);
        var run = new LatencyRun(stack, answers(), rate, first, measured);
        Histogram latencies;
        try (Progress bar = Progress.of("measure", "events", first + measured)) {
          latencies = run.run(options.job(), events, bar::stepTo);
        }
        job.requireRunning();
        print(report(latencies, rate, maximum, run.expected()));
      }
    }
    return 0;
  }

  private Answers answers() {
    return Answers.of(options.job(), options.jobOptions().get(CustomerOptions.PUBLISH_INTERVAL));
  }

  private int fixedRate() {
    return load.rate == null ? DEFAULT_RATE : load.rate;
  }

  /**
   * Waits until a checkpoint holds everything that was loaded.
   *
   * @return events a second over the second half of it
   */
  private double learn(BenchStack stack, BenchStack.Running job) throws Exception {
    var loaded = stack.inputEnds();
    var before = stack.outputEnds();
    try (Progress bar = Progress.of("learn", "events", preload)) {
      long done = 0;
      while (done < preload) {
        job.requireRunning();
        Thread.sleep(250);
        done = stack.committed(GROUP, loaded);
        bar.stepTo(done);
      }
    }
    var after = stack.outputEnds();
    double perEvent = (double) (Offsets.sum(after) - Offsets.sum(before)) / preload;
    return OutputRate.perSecond(stack, before, after, 0.5) / perEvent;
  }

  private Report report(Histogram latencies, int rate, double maximum, long sent) {
    if (latencies.getTotalCount() == 0) {
      throw new IllegalStateException("No event was answered");
    }
    return new Report(
        latencies.getValueAtPercentile(50) / MILLI,
        latencies.getValueAtPercentile(99) / MILLI,
        latencies.getValueAtPercentile(99.9) / MILLI,
        latencies.getMaxValue() / MILLI,
        rate,
        maximum,
        sent,
        latencies.getTotalCount(),
        options.parallelism());
  }

  private void print(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%,d events at %,d a second, %,d answered, parallelism %d%n",
        report.sent(), report.rate(), report.answered(), report.parallelism());
    out.printf("greatest rate          %,.0f events/s%n", report.maximumRate());
    out.printf("p50                    %.1f ms%n", report.p50Ms());
    out.printf("p99                    %.1f ms%n", report.p99Ms());
    out.printf("p99.9                  %.1f ms%n", report.p999Ms());
    out.printf("longest                %.1f ms%n", report.maxMs());
    if (options.json()) {
      out.println(JsonLine.of(report));
    }
    out.flush();
  }
}
