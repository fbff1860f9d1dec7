package io.rapport.cli.stack;

import io.rapport.cli.accounting.Ledger;
import io.rapport.cli.accounting.Restarts;
import io.rapport.cli.jobs.JobName;
import io.rapport.cli.jobs.Submitter;
import io.rapport.command.CommandFailedException;
import io.rapport.command.Pause;
import io.rapport.command.connection.Addresses;
import io.rapport.command.connection.ProjectPaths;
import io.rapport.command.connection.TopicSetup;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import io.rapport.local.JitMode;
import io.rapport.local.LocalStack;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The local stack with topics and contracts, and the jobs on it. */
public final class LocalSession implements AutoCloseable {
  private static final Duration JOB_START = Duration.ofSeconds(90);
  private static final long POLL_MILLIS = 200;

  private final LocalStack stack;
  private final Addresses addresses;
  private final Restarts restarts = new Restarts();
  private String jobId;

  private LocalSession(LocalStack stack) {
    this.stack = stack;
    this.addresses = new Addresses(stack.bootstrapServers(), stack.registryUrl(), stack.flinkUrl());
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

  /** The jobs' account of the events, as of now. */
  public Ledger ledger() {
    return Ledger.read(flink(), jobId);
  }

  /**
   * @throws RuntimeException if a process has ended or a job has failed, with the reason
   */
  public void requireWell() {
    stack.requireAlive();
    if (jobId == null) {
      return;
    }
    FlinkJob job = job();
    if (job.ended()) {
      throw new CommandFailedException(
          "The job " + job.name() + " is " + job.state() + ": " + flink().failure(jobId));
    }
  }

  /** A line for each failure that the jobs recovered from since the last call. */
  public List<String> newFailures() {
    return jobId == null ? List.of() : restarts.news(flink().failures(jobId));
  }

  /** The number of failures that {@link #newFailures()} has told of. */
  public int failures() {
    return restarts.count();
  }

  @Override
  public void close() {
    Addresses.forget(ProjectPaths.session());
    stack.close();
  }

  private FlinkRest flink() {
    return FlinkRest.at(addresses.flink());
  }

  /**
   * Submits all the jobs as one and returns when every task of it runs.
   *
   * @param options of the jobs, by key
   */
  public void submit(Map<String, String> options) {
    List<String> arguments = new ArrayList<>();
    options.forEach(
        (key, value) -> {
          arguments.add("--" + key);
          arguments.add(value);
        });
    jobId = new Submitter(flink(), addresses).submit(JobName.ALL, arguments);
    long end = System.nanoTime() + JOB_START.toNanos();
    while (!job().fullyRunning()) {
      requireWell();
      if (System.nanoTime() > end) {
        throw new CommandFailedException(
            "The jobs did not start within "
                + JOB_START.toSeconds()
                + " s: "
                + flink().failure(jobId));
      }
      Pause.millis(POLL_MILLIS);
    }
  }

  private FlinkJob job() {
    return flink().jobs().stream()
        .filter(job -> job.id().equals(jobId))
        .findFirst()
        .orElseThrow(() -> new CommandFailedException("Flink no longer knows the job " + jobId));
  }
}
