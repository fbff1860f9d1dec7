package io.rapport.cli.stack;

import io.rapport.cli.accounting.Ledger;
import io.rapport.cli.jobs.JobName;
import io.rapport.cli.jobs.RapportJobs;
import io.rapport.cli.jobs.Submitter;
import io.rapport.command.CommandFailedException;
import io.rapport.command.Pause;
import io.rapport.command.connection.Addresses;
import io.rapport.command.connection.ProjectPaths;
import io.rapport.command.connection.TopicSetup;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.jobs.AllJobs;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import io.rapport.local.JitMode;
import io.rapport.local.LocalStack;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The local stack with topics and contracts, and the jobs on it. */
public final class LocalSession implements AutoCloseable {
  private static final Duration JOB_START = Duration.ofSeconds(90);
  private static final long POLL_MILLIS = 200;

  private final LocalStack stack;
  private final Addresses addresses;
  private final RapportJobs jobs;
  private final JobWatch watch;
  private Set<JobName> submitted = Set.of();

  private LocalSession(LocalStack stack) {
    this.stack = stack;
    this.addresses = new Addresses(stack.bootstrapServers(), stack.registryUrl(), stack.flinkUrl());
    this.jobs = new RapportJobs(FlinkRest.at(addresses.flink()));
    this.watch = new JobWatch(jobs);
  }

  /**
   * Starts the stack and returns when the topics are there.
   *
   * @param usual the compiler, unless the options name one
   * @param progress told of each step
   */
  public static LocalSession open(StackOptions options, JitMode usual, Consumer<String> progress)
      throws IOException {
    LocalStack stack = options.start(usual, progress);
    LocalSession session = new LocalSession(stack);
    try {
      session.addresses.write(ProjectPaths.session());
      TopicSetup.ensure(session.kafka());
      progress.accept("topics and contracts are ready");
      return session;
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  public Addresses addresses() {
    return addresses;
  }

  public KafkaSettings kafka() {
    return KafkaSettings.at(addresses.bootstrap(), addresses.registry());
  }

  LocalStack stack() {
    return stack;
  }

  /** The jobs' accounts of the events, as of now, by the job's name. */
  public Map<String, Ledger> ledgers() {
    Map<String, Ledger> ledgers = new TreeMap<>();
    jobs.running()
        .forEach(
            (name, job) -> ledgers.put(name.toString(), Ledger.read(jobs.flink(), job.id())));
    return ledgers;
  }

  /**
   * @throws RuntimeException if a process has ended or no submitted job runs any more, with the
   *     reason
   */
  public void requireWell() {
    stack.requireAlive();
    List<FlinkJob> all =
        jobs.youngest().entrySet().stream()
            .filter(job -> submitted.contains(job.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (!submitted.isEmpty() && all.stream().allMatch(FlinkJob::ended)) {
      throw new CommandFailedException(
          all.isEmpty() ? "Flink no longer knows the jobs" : watch.describe(all.get(0)));
    }
  }

  /** A line for each failure of a job since the last call. */
  public List<String> newFailures() {
    return watch.news();
  }

  /** The number of failures that {@link #newFailures()} has told of. */
  public int failures() {
    return watch.failures();
  }

  @Override
  public void close() {
    Addresses.forget(ProjectPaths.session());
    stack.close();
  }

  /**
   * Submits jobs and returns when every task of them runs.
   *
   * @param options of the jobs, by key
   */
  public void submit(List<JobName> names, Map<String, String> options) {
    AllJobs.options().check(options.keySet());
    Submitter submitter = new Submitter(jobs.flink(), addresses);
    names.forEach(name -> submitter.submit(name, options));
    submitted = EnumSet.copyOf(names);
    long end = System.nanoTime() + JOB_START.toNanos();
    while (!allRunning()) {
      stack.requireAlive();
      if (System.nanoTime() > end) {
        throw new CommandFailedException(
            "The jobs did not start within %d s: %s"
                .formatted(JOB_START.toSeconds(), String.join("; ", newFailures())));
      }
      Pause.millis(POLL_MILLIS);
    }
  }

  private boolean allRunning() {
    Map<JobName, FlinkJob> all = jobs.youngest();
    all.values().stream()
        .filter(FlinkJob::ended)
        .findFirst()
        .ifPresent(
            job -> {
              throw new CommandFailedException(watch.describe(job));
            });
    return submitted.stream().allMatch(name -> all.containsKey(name) && all.get(name).fullyRunning());
  }
}
