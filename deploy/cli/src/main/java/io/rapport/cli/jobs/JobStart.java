package io.rapport.cli.jobs;

import io.rapport.command.CommandFailedException;
import io.rapport.command.Pause;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import io.rapport.local.rest.FlinkRestException;
import io.rapport.local.restore.RestorePoints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The start of jobs, from their submission until every task runs.
 *
 * @param limit for the start of all
 * @param mostFailures failures of a job tolerated before all its tasks have run. One may be an
 *     accident, such as a broker that is not there yet.
 * @param points of the local stack, to name another one when a job cannot take over its state;
 *     empty for another cluster
 */
public record JobStart(
    FlinkRest flink, Duration limit, int mostFailures, Optional<RestorePoints> points) {
  private static final long POLL_MILLIS = 200;
  private static final Duration CANCEL = Duration.ofSeconds(30);
  private static final String NO_FAILURE =
      "no failure is known. The dashboard shows whether it waits for slots or for a task";

  /**
   * A start that gives up a job which fails twice with the state it was given: it cannot take that
   * over, and Flink would restart it for ever.
   */
  public static JobStart strict(FlinkRest flink, Duration limit, Optional<RestorePoints> points) {
    return new JobStart(flink, limit, 1, points);
  }

  /** A start of jobs that ran before with the same state, while other processes may be down. */
  public static JobStart patient(FlinkRest flink, Duration limit) {
    return new JobStart(flink, limit, Integer.MAX_VALUE, Optional.empty());
  }

  /**
   * Has a job submitted.
   *
   * @throws CommandFailedException if Flink refuses the job with its state, with the reason and
   *     what to do
   */
  public void submit(StartedJob job, Consumer<StartedJob> submission) {
    try {
      submission.accept(job);
    } catch (FlinkRestException.Refused e) {
      if (job.from().isEmpty()) {
        throw e;
      }
      throw new CommandFailedException(refusal(job, job.from().get(), e.getMessage()), e);
    }
  }

  /**
   * Returns when every task of the jobs runs.
   *
   * @param well throws when it is no use to wait
   * @param progress told of each job that goes on from a checkpoint or savepoint
   * @throws CommandFailedException if a job ended, or cannot take over its state, with the reason
   *     and what to do; the other jobs run on
   */
  public void await(List<StartedJob> jobs, Runnable well, Consumer<String> progress) {
    long start = System.nanoTime();
    List<StartedJob> waiting = new ArrayList<>(jobs);
    while (!waiting.isEmpty()) {
      well.run();
      Map<String, FlinkJob> known = known();
      for (StartedJob job : List.copyOf(waiting)) {
        FlinkJob now = known.get(job.id());
        if (now != null && now.fullyRunning()) {
          waiting.remove(job);
          tell(job, progress);
        } else {
          requireHope(job, now);
        }
      }
      if (!waiting.isEmpty() && System.nanoTime() - start > limit.toNanos()) {
        StartedJob late = waiting.get(0);
        throw new CommandFailedException(
            "The job %s did not start within %d s: %s"
                .formatted(late.name(), limit.toSeconds(), reason(late)));
      }
      Pause.millis(POLL_MILLIS);
    }
  }

  private Map<String, FlinkJob> known() {
    return flink.jobs().stream().collect(Collectors.toMap(FlinkJob::id, Function.identity()));
  }

  private static void tell(StartedJob job, Consumer<String> progress) {
    Instant now = Instant.now();
    job.from()
        .ifPresent(
            point ->
                progress.accept(
                    "%s goes on from %s, after %.1f s"
                        .formatted(
                            job.name(),
                            point.describe(job.at()),
                            Duration.between(job.at(), now).toMillis() / 1e3)));
  }

  private void requireHope(StartedJob job, FlinkJob now) {
    boolean ended = now != null && now.ended();
    if (ended || (job.from().isPresent() && flink.failures(job.id()).size() > mostFailures)) {
      throw new CommandFailedException(
          job.from()
              .map(point -> refusal(job, point, reason(job)))
              .orElseGet(
                  () -> "The job %s is %s: %s".formatted(job.name(), now.state(), reason(job))));
    }
  }

  private String reason(StartedJob job) {
    String failure = flink.failure(job.id());
    return failure.isEmpty() ? NO_FAILURE : failure;
  }

  /** The sentence for a job that cannot take over the state it was given. */
  private String refusal(StartedJob job, ResumePoint point, String reason) {
    return """
        The job %s cannot go on from %s:
          %s
          %s
        It is stopped, and the state is as it was. Start the version of Rapport that wrote it%s;
        or give that state up: submit the job with no state, or choose another directory."""
        .formatted(
            job.name(),
            point.describe(Instant.now()),
            point.path(),
            reason,
            other(job, point).map(other -> advice(job.name(), other)).orElse(""));
  }

  /** The newest restore point of the stack's directory beside the one that was refused. */
  private Optional<ResumePoint> other(StartedJob job, ResumePoint refused) {
    return points.stream()
        .flatMap(of -> of.all(job.name().flinkName()).stream())
        .map(ResumePoint::of)
        .filter(point -> !point.path().equals(refused.path()))
        .findFirst();
  }

  private static String advice(JobName job, ResumePoint other) {
    return """
        ;
        or go on from %s, on a stack of rapport up --no-jobs:
          rapport submit %s --from %s"""
        .formatted(other.describe(Instant.now()), job, other.path());
  }

  /** Cancels the jobs, and returns when they have ended or some seconds are over. */
  public void cancel(List<StartedJob> jobs) {
    for (StartedJob job : jobs) {
      try {
        flink.cancel(job.id());
      } catch (FlinkRestException e) {
        // It has ended by itself.
      }
    }
    long end = System.nanoTime() + CANCEL.toNanos();
    while (System.nanoTime() < end) {
      Map<String, FlinkJob> known = known();
      if (jobs.stream()
          .allMatch(job -> !known.containsKey(job.id()) || known.get(job.id()).ended())) {
        return;
      }
      Pause.millis(POLL_MILLIS);
    }
  }
}
