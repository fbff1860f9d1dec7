package io.rapport.benchmarks.throughput;

import io.rapport.benchmarks.stack.BenchStack;
import io.rapport.benchmarks.stack.EventLoad;
import io.rapport.benchmarks.stack.JobBenchOptions;
import io.rapport.command.DurationConverter;
import io.rapport.command.terminal.JsonLine;
import io.rapport.command.terminal.Progress;
import io.rapport.jobs.frame.RapportJob;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures events a second beside the least that any such job can do: {@code rapport bench
 * throughput}.
 */
@Command(
    name = "throughput",
    description = {
      "Measure the events a second that a job answers as fast as it can, from Kafka to Kafka, "
          + "with RocksDB and checkpoints. The recommendation job answers each click with a list; "
          + "the customer job publishes changed profiles, each at most once a second "
          + "(rapport.customer.publish-interval).",
      "Take turns with two floor jobs, and print the medians and their ratios. One "
          + "has the same sources, cleaning and sink, with one keyed RocksDB read and write "
          + "between them, and writes about as many answers. The other also writes made-up lists "
          + "or profiles about as long as the real ones."
    },
    mixinStandardHelpOptions = true)
public final class BenchThroughput implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JobBenchOptions options;

  @Option(
      names = "--events",
      defaultValue = "1000000",
      description = "Events each run reads. Default: ${DEFAULT-VALUE}.")
  private int events;

  @Option(
      names = "--repeat",
      defaultValue = "3",
      description = "Runs of each of the three jobs. Default: ${DEFAULT-VALUE}.")
  private int repeat;

  @Option(
      names = "--timeout",
      defaultValue = "10m",
      converter = DurationConverter.class,
      description = "Longest time for one run. Default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  /** The result as it is printed as JSON. */
  record Report(
      double floorPerSecond,
      double floorWithAnswersPerSecond,
      double jobPerSecond,
      double ratio,
      double ratioWithAnswers,
      long events,
      int parallelism,
      double outputsPerEvent,
      double floorOutputsPerEvent,
      List<Double> floorRuns,
      List<Double> floorWithAnswersRuns,
      List<Double> jobRuns) {}

  @Override
  public Integer call() throws Exception {
    options.requirePositive("--events", events);
    options.requirePositive("--repeat", repeat);
    try (BenchStack stack = options.stack()) {
      load(stack);
      List<ThroughputRun.Rate> floor = new ArrayList<>();
      List<ThroughputRun.Rate> answers = new ArrayList<>();
      List<ThroughputRun.Rate> job = new ArrayList<>();
      ThroughputRun runs = new ThroughputRun(stack, timeout);
      BaselineJob baseline = BaselineJob.of(options.job());
      for (int i = 1; i <= repeat; i++) {
        floor.add(run(runs, "floor-" + i, baseline::attach));
        answers.add(run(runs, "answers-" + i, baseline::attachWithAnswers));
        job.add(run(runs, options.job() + "-" + i, options.job()::attach));
      }
      print(report(floor, answers, job));
    }
    return 0;
  }

  private void load(BenchStack stack) throws Exception {
    try (Progress bar = Progress.of("load", "events", events)) {
      new EventLoad(stack, options.events()).send(events, bar::step);
    }
  }

  private ThroughputRun.Rate run(ThroughputRun runs, String name, Consumer<RapportJob> topology)
      throws Exception {
    try (Progress bar = Progress.of(name, "events", events)) {
      return runs.run(name, topology, bar::stepTo);
    }
  }

  private Report report(
      List<ThroughputRun.Rate> floor,
      List<ThroughputRun.Rate> answers,
      List<ThroughputRun.Rate> job) {
    List<Double> floorRuns = eventsPerSecond(floor);
    List<Double> answersRuns = eventsPerSecond(answers);
    List<Double> jobRuns = eventsPerSecond(job);
    double floorMedian = median(floorRuns);
    double answersMedian = median(answersRuns);
    double jobMedian = median(jobRuns);
    return new Report(
        floorMedian,
        answersMedian,
        jobMedian,
        jobMedian / floorMedian,
        jobMedian / answersMedian,
        events,
        options.parallelism(),
        outputsPerEvent(job),
        outputsPerEvent(floor),
        floorRuns,
        answersRuns,
        jobRuns);
  }

  private static List<Double> eventsPerSecond(List<ThroughputRun.Rate> runs) {
    return runs.stream().map(ThroughputRun.Rate::eventsPerSecond).toList();
  }

  private static double outputsPerEvent(List<ThroughputRun.Rate> runs) {
    return median(runs.stream().map(ThroughputRun.Rate::outputsPerEvent).toList());
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private void print(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%,d events a run, %d runs of each job, parallelism %d%n",
        report.events(), report.jobRuns().size(), report.parallelism());
    line(out, "floor", report.floorPerSecond(), report.floorRuns());
    line(
        out,
        "floor with answers",
        report.floorWithAnswersPerSecond(),
        report.floorWithAnswersRuns());
    line(out, options.job().label(), report.jobPerSecond(), report.jobRuns());
    out.printf("ratio                  %.3f%n", report.ratio());
    out.printf("ratio, with answers    %.3f%n", report.ratioWithAnswers());
    out.printf(
        "answers                %.2f an event, floor %.2f%n",
        report.outputsPerEvent(), report.floorOutputsPerEvent());
    if (options.json()) {
      out.println(JsonLine.of(report));
    }
    out.flush();
  }

  private static void line(PrintWriter out, String job, double median, List<Double> runs) {
    out.printf(
        "%-22s %,.0f events/s (%s)%n",
        job, median, runs.stream().map("%,.0f"::formatted).collect(Collectors.joining(" ")));
  }
}
