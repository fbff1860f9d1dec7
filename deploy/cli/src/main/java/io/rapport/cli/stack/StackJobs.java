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
import io.rapport.local.FlinkJob;
import io.rapport.local.rest.FlinkRestException;
import io.rapport.local.restore.RestorePoints;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The jobs of a local stack: started from their newest restore points, and saved at its end. */
final class StackJobs {
  /** The time that all savepoints together may take at the end. */
  static final Duration SAVE_LIMIT = Duration.ofMinutes(2);

  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration RECOVERY = Duration.ofMinutes(5);
  private static final long RETRY_MILLIS = 1_000;

  private final RapportJobs jobs;
  private final Addresses addresses;
  private final RestorePoints points;
  private final Runnable well;
  private volatile List<JobName> started = List.of();
  private volatile Map<String, String> options = Map.of();
  private volatile Map<JobName, FlinkJob> seen = Map.of();

  /**
   * @param points of the stack's directory
   * @param well throws when the stack has failed
   */
  StackJobs(RapportJobs jobs, Addresses addresses, RestorePoints points, Runnable well) {
    this.jobs = jobs;
    this.addresses = addresses;
    this.points = points;
    this.well = well;
  }

  /**
   * Starts the jobs. When one does not start, the others are cancelled again. A job never changes
   * the restore point that it goes on from; each goes on from its own newest at the next start.
   */
  void start(List<JobName> names, Map<String, String> options, Consumer<String> progress) {
    this.options = Map.copyOf(options);
    this.started = List.copyOf(names);
    boolean used = points.used();
    JobStart start = JobStart.strict(jobs.flink(), START, Optional.of(points));
    Submitter submitter = submitter();
    List<StartedJob> submitted = new ArrayList<>();
    try {
      for (JobName name : names) {
        StartedJob job = next(name, used, progress);
        submitted.add(job);
        start.submit(job, next -> submitter.submit(next, options));
      }
      start.await(submitted, well, progress);
    } catch (RuntimeException e) {
      try {
        start.cancel(submitted);
      } catch (RuntimeException cancelling) {
        e.addSuppressed(cancelling);
      }
      throw e;
    }
  }

  private Submitter submitter() {
    return new Submitter(jobs.flink(), addresses, Optional.of(points));
  }

  /**
   * A job that is to go on from its newest restore point.
   *
   * @param used whether jobs ran here before, so that empty state is worth a word
   */
  private StartedJob next(JobName name, boolean used, Consumer<String> teller) {
    Optional<ResumePoint> from = ResumePoint.newest(points, name);
    if (from.isEmpty() && used) {
      teller.accept("%s begins with empty state: there is no checkpoint of it".formatted(name));
    }
    return StartedJob.now(name, from);
  }

  /**
   * Starts those jobs again that ran when a JobManager ended and forgot them. Tries again while the
   * JobManager does not answer, or answers with an error.
   */
  void resubmit(Consumer<String> teller) {
    Map<JobName, FlinkJob> before = seen;
    List<JobName> mine = started;
    Map<JobName, StartedJob> submitted = new EnumMap<>(JobName.class);
    long end = System.nanoTime() + RECOVERY.toNanos();
    while (true) {
      try {
        resubmit(lost(mine, before, jobs.running().keySet()), submitted, teller);
        JobStart.patient(jobs.flink(), RECOVERY)
            .await(List.copyOf(submitted.values()), well, teller);
        Map<JobName, FlinkJob> running = jobs.running();
        // A job that was stopped by hand must not come back at the next death either.
        started =
            mine.stream()
                .filter(name -> submitted.containsKey(name) || running.containsKey(name))
                .toList();
        prune(submitted.keySet(), running.values(), teller);
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
          if (!mine.contains(name) && !job.ended()) {
            teller.accept(
                "%s was submitted by hand and is lost: rapport submit %s --from latest"
                    .formatted(name, name));
          }
        });
  }

  /**
   * Submits jobs, unless the cluster knows them from an earlier try whose answer was lost.
   *
   * @param submitted in all tries; those of this one are added
   */
  private void resubmit(
      List<JobName> lost, Map<JobName, StartedJob> submitted, Consumer<String> teller) {
    Set<String> known = jobs.flink().jobs().stream().map(FlinkJob::id).collect(Collectors.toSet());
    Submitter submitter = submitter();
    for (JobName name : lost) {
      StartedJob job = submitted.get(name);
      if (job == null) {
        job = next(name, true, teller);
        submitted.put(name, job);
      }
      if (!known.contains(job.id())) {
        submitter.submit(job, options);
      }
    }
  }

  /**
   * The jobs that are to be submitted again.
   *
   * @param started here
   * @param before the jobs known at the last look before the JobManager ended
   * @param running now
   */
  static List<JobName> lost(
      List<JobName> started, Map<JobName, FlinkJob> before, Set<JobName> running) {
    return started.stream()
        .filter(name -> !running.contains(name))
        .filter(name -> !before.containsKey(name) || !before.get(name).ended())
        .toList();
  }

  /** Each start leaves the state that it went on from, which Flink never deletes. */
  private void prune(Set<JobName> names, Collection<FlinkJob> running, Consumer<String> teller) {
    Set<String> ids = running.stream().map(FlinkJob::id).collect(Collectors.toSet());
    try {
      names.forEach(name -> points.prune(name.flinkName(), RestorePoints.KEPT, ids));
    } catch (UncheckedIOException e) {
      teller.accept("Old checkpoints are left for the next start to remove: " + e.getMessage());
    }
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
      teller.accept(
          "No savepoint was taken, for Flink does not answer. The next start goes on from the last"
              + " checkpoints.");
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
    return jobs.flink().snapshots(jobId).stop(directory);
  }

  private void tell(Savepoints.Outcome outcome, Consumer<String> teller) {
    teller.accept(outcome.describe());
    if (outcome.path().isEmpty()) {
      teller.accept(
          ResumePoint.newest(points, outcome.job())
              .map(point -> "  It will go on from " + point.describe(Instant.now()))
              .orElse("  It has no checkpoint either, and will begin with empty state"));
    }
  }
}
