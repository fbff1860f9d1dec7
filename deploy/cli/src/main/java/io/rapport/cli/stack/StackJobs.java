package io.rapport.cli.stack;

import io.rapport.cli.jobs.JobName;
import io.rapport.cli.jobs.JobStart;
import io.rapport.cli.jobs.RapportJobs;
import io.rapport.cli.jobs.ResumePoint;
import io.rapport.cli.jobs.Savepoints;
import io.rapport.cli.jobs.StartedJob;
import io.rapport.cli.jobs.Submitter;
import io.rapport.command.Pause;
import io.rapport.command.connection.Addresses;
import io.rapport.jobs.AllJobs;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRestException;
import io.rapport.local.LocalStack;
import io.rapport.local.restore.RestorePoints;
import io.rapport.local.restore.Safeguard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The jobs of a local stack: started from their newest restore points, and saved at its end. */
final class StackJobs {
  /** The time that all savepoints together may take at the end. */
  static final Duration SAVE_LIMIT = Duration.ofMinutes(2);

  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration RECOVERY = Duration.ofMinutes(5);
  private static final long RETRY_MILLIS = 1_000;

  private final LocalStack stack;
  private final RapportJobs jobs;
  private final Addresses addresses;
  private final RestorePoints points;
  private List<JobName> started = List.of();
  private Map<String, String> options = Map.of();
  private volatile Map<JobName, FlinkJob> seen = Map.of();

  StackJobs(LocalStack stack, RapportJobs jobs, Addresses addresses) {
    this.stack = stack;
    this.jobs = jobs;
    this.addresses = addresses;
    this.points = stack.restorePoints();
  }

  /**
   * Starts the jobs. When one does not start, the others are cancelled again, and all restore
   * points are as they were.
   */
  void start(List<JobName> names, Map<String, String> options, Consumer<String> progress) {
    AllJobs.options().check(options.keySet());
    this.options = Map.copyOf(options);
    this.started = List.copyOf(names);
    Safeguard guard = Safeguard.begin(points);
    JobStart start = JobStart.strict(jobs.flink(), START);
    List<StartedJob> submitted = new ArrayList<>();
    try {
      submit(names, submitted);
      start.await(submitted, stack::requireAlive, progress);
    } catch (RuntimeException e) {
      takeBack(start, submitted, guard);
      throw e;
    }
    guard.succeed();
  }

  private static void takeBack(JobStart start, List<StartedJob> submitted, Safeguard guard) {
    try {
      start.cancel(submitted);
      guard.takeBack();
    } catch (FlinkRestException e) {
      // Nobody knows whether a job still writes there: the next start takes it back.
    }
  }

  private void submit(List<JobName> names, List<StartedJob> submitted) {
    Submitter submitter = new Submitter(jobs.flink(), addresses, Optional.of(points));
    for (JobName name : names) {
      Optional<ResumePoint> from = points.newest(name.flinkName()).map(ResumePoint::of);
      submitted.add(submitter.submit(name, options, from));
    }
  }

  /**
   * Starts those jobs again that ran when a JobManager ended and forgot them. Tries again while the
   * JobManager does not answer.
   */
  void resubmit(Consumer<String> teller) {
    Map<JobName, FlinkJob> before = seen;
    long end = System.nanoTime() + RECOVERY.toNanos();
    while (true) {
      try {
        List<StartedJob> submitted = new ArrayList<>();
        submit(lost(before), submitted);
        JobStart.patient(jobs.flink(), RECOVERY).await(submitted, stack::requireAlive, teller);
        break;
      } catch (FlinkRestException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Pause.millis(RETRY_MILLIS);
      }
    }
    before.forEach(
        (name, job) -> {
          if (!started.contains(name) && !job.ended()) {
            teller.accept(
                "%s was submitted by hand and is lost: rapport submit %s --from latest"
                    .formatted(name, name));
          }
        });
  }

  /** The jobs started here that ran at the last look and do not run now. */
  private List<JobName> lost(Map<JobName, FlinkJob> before) {
    Set<JobName> running = jobs.running().keySet();
    return started.stream()
        .filter(name -> !running.contains(name))
        .filter(name -> !before.containsKey(name) || !before.get(name).ended())
        .toList();
  }

  /** The jobs that the cluster knows, as of now; as of the last time, when it does not answer. */
  Map<JobName, FlinkJob> look() {
    try {
      seen = jobs.youngest();
    } catch (FlinkRestException e) {
      // The JobManager has just ended, and is started again.
    }
    return seen;
  }

  /** Stops every running job with a savepoint in the stack's directory. */
  void save(Consumer<String> teller) {
    Map<JobName, FlinkJob> running = new EnumMap<>(JobName.class);
    try {
      running.putAll(jobs.running());
    } catch (FlinkRestException e) {
      teller.accept("No savepoint was taken, for Flink does not answer.");
      return;
    }
    if (running.isEmpty()) {
      return;
    }
    teller.accept("Taking savepoints of " + running.keySet());
    Savepoints.take(running, this::stop, SAVE_LIMIT.minusSeconds(5))
        .forEach(outcome -> tell(outcome, teller));
  }

  private String stop(JobName name, String jobId) {
    String directory = points.savepoints(name.flinkName()).toUri().toString();
    return jobs.flink().stopWithSavepoint(jobId, directory);
  }

  private void tell(Savepoints.Outcome outcome, Consumer<String> teller) {
    teller.accept(outcome.describe());
    if (outcome.path().isEmpty()) {
      teller.accept(
          points
              .newest(outcome.job().flinkName())
              .map(ResumePoint::of)
              .map(point -> "  It will go on from " + point.describe(Instant.now()))
              .orElse("  It has no checkpoint either, and will begin with empty state"));
    }
  }
}
