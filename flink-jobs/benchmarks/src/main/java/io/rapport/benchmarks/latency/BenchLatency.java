package io.rapport.benchmarks.latency;

import io.rapport.benchmarks.stack.BenchOptions;
import io.rapport.benchmarks.stack.BenchStack;
import io.rapport.benchmarks.stack.ClickLoad;
import io.rapport.benchmarks.stack.Offsets;
import io.rapport.benchmarks.stack.OutputRate;
import io.rapport.benchmarks.stack.SyntheticClicks;
import io.rapport.command.DurationConverter;
import io.rapport.command.terminal.JsonLine;
import io.rapport.command.terminal.Progress;
import io.rapport.jobs.recommendation.RecommendationJob;
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
 * Measures the time from when a click was due until its recommendation is read: {@code rapport
 * bench latency}.
 */
@Command(
    name = "latency",
    description = {
      "Send clicks at a fixed rate, and measure the time until their recommendations "
          + "are read from Kafka.",
      "Time counts from when a click was due, so a stall is not hidden by clicks that were never"
          + " sent."
    },
    mixinStandardHelpOptions = true)
public final class BenchLatency implements Callable<Integer> {

  private static final double MILLI = 1e6;
  private static final int DEFAULT_RATE = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private BenchOptions options;

  @ArgGroup private Load load = new Load();

  /** The rate of clicks, given in one of two ways. */
  static final class Load {

    @Option(names = "--rate", description = "Clicks a second. Default: 1000.")
    private Integer rate;

    @Option(
        names = "--of-maximum",
        paramLabel = "SHARE",
        description = {
          "Clicks a second as a share, above 0 and below 1, of the job's greatest rate: "
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
          "Length of the warm-up: clicks are sent, but not measured. Default: "
              + "${DEFAULT-VALUE}.")
  private Duration warmUp;

  @Option(
      names = "--preload",
      defaultValue = "100000",
      description = "Clicks that the job learns before the warm-up. Default: ${DEFAULT-VALUE}.")
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
      try (Progress bar = Progress.of("load", "clicks", preload)) {
        new ClickLoad(stack, options.shape()).send(preload, bar::step);
      }
      try (var job = stack.submit("latency", RecommendationJob::attach)) {
        double maximum = learn(stack, job);
        int rate =
            load.ofMaximum == null
                ? fixedRate()
                : (int) Math.max(1, Math.round(maximum * load.ofMaximum));
        long warmUpClicks = rate * warmUp.toMillis() / 1000;
        long measuredClicks = Math.max(1, rate * length.toMillis() / 1000);
        var run = new LatencyRun(stack, rate, warmUpClicks, measuredClicks);
        Histogram latencies;
        try (Progress bar = Progress.of("measure", "clicks", warmUpClicks + measuredClicks)) {
          latencies = run.run(new SyntheticClicks(options.shape().reseeded()), bar::stepTo);
        }
        job.requireRunning();
        print(report(latencies, rate, maximum, measuredClicks));
      }
    }
    return 0;
  }

  private int fixedRate() {
    return load.rate == null ? DEFAULT_RATE : load.rate;
  }

  /**
   * Waits until a checkpoint holds everything that was loaded.
   *
   * @return recommendations a second over the second half of it
   */
  private double learn(BenchStack stack, BenchStack.Running job) throws Exception {
    var loaded = Offsets.ends(stack.admin(), stack.clicks());
    var before = Offsets.ends(stack.admin(), stack.recommendations());
    try (Progress bar = Progress.of("learn", "clicks", preload)) {
      long done = 0;
      while (done < preload) {
        job.requireRunning();
        Thread.sleep(250);
        done = stack.committed("latency", loaded);
        bar.stepTo(done);
      }
    }
    return OutputRate.perSecond(
        stack, before, Offsets.ends(stack.admin(), stack.recommendations()), 0.5);
  }

  private Report report(Histogram latencies, int rate, double maximum, long sent) {
    if (latencies.getTotalCount() == 0) {
      throw new IllegalStateException("No click was answered");
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
        "%,d clicks at %,d a second, %,d answered, parallelism %d%n",
        report.sent(), report.rate(), report.answered(), report.parallelism());
    out.printf("greatest rate          %,.0f clicks/s%n", report.maximumRate());
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
