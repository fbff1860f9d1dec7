package io.rapport.cli.jobs;

import io.rapport.command.CommandFailedException;
import io.rapport.command.connection.ConnectionOptions;
import io.rapport.local.restore.RestorePoints;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Submits a job to a running cluster: {@code rapport submit}. */
@Command(
    name = "submit",
    description = {
      "Submit a job to a running Flink cluster, with empty state or from a checkpoint or"
          + " savepoint.",
      "Submit all, which is one job, or the four others: never both, for each input would be used"
          + " twice."
    },
    footer = {
      "",
      "Options of the job follow its name, for example:",
      "  rapport submit recommendation --rapport.recommendation.size 10 --parallelism.default 4",
      "Go on from what the job of that name knew last, or from a savepoint:",
      "  rapport submit customer --from latest",
      "  rapport submit customer --from s3://bucket/savepoints/savepoint-1"
    })
public final class SubmitCommand implements Callable<Integer> {
  private static final String LATEST = "latest";
  private static final Duration START = Duration.ofMinutes(5);

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;

  @Parameters(index = "0", paramLabel = "JOB", description = "One of: ${COMPLETION-CANDIDATES}.")
  private JobName job;

  @Option(
      names = "--from",
      paramLabel = "PATH|latest",
      description =
          "Checkpoint or savepoint to go on from; latest is the newest one of the job that the"
              + " cluster remembers, of a local stack the newest in its directory. The job never"
              + " deletes it. Default: empty state.")
  private String from;

  @Parameters(
      index = "1..*",
      paramLabel = "--key value",
      description = "Options of the job (see: rapport options) or of Flink.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    requireInputsUnused(new RapportJobs(connection.flink()));
    Optional<RestorePoints> points = connection.stackDirectory().map(RestorePoints::in);
    StartedJob started =
        StartedJob.now(job, from == null ? Optional.empty() : Optional.of(point()));
    JobStart start = JobStart.strict(connection.flink(), START, points);
    Submitter submitter = new Submitter(connection.flink(), connection.addresses(), points);
    try {
      start.submit(started, next -> submitter.submit(next, arguments));
    } finally {
      submitter.removeJar();
    }
    out.printf("Submitted %s as job %s%n", job, started.id());
    out.flush();
    if (from != null) {
      await(start, started, out);
    }
    return 0;
  }

  private void requireInputsUnused(RapportJobs jobs) {
    for (JobName other : jobs.running().keySet()) {
      if (other == job) {
        throw new CommandFailedException(
            "%s runs already: a second one would use each input twice. Stop it first: rapport stop %s"
                .formatted(job, job));
      }
      if (other == JobName.ALL || job == JobName.ALL) {
        throw new CommandFailedException(
            "%s runs, and uses inputs of %s: each would be used twice. Stop it first: rapport stop %s"
                .formatted(other, job, other));
      }
    }
  }

  private ResumePoint point() {
    if (!from.equals(LATEST)) {
      return ResumePoint.at(Locations.absolute(from));
    }
    return new LatestPoint(connection.flink(), connection.stackDirectory())
        .of(job)
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "No checkpoint or savepoint of %s is remembered. Name one: --from PATH; or leave"
                            .formatted(job.flinkName())
                        + " --from out, to begin with empty state."));
  }

  private static void await(JobStart start, StartedJob started, PrintWriter out) {
    try {
      start.await(List.of(started), () -> {}, out::println);
    } catch (CommandFailedException e) {
      start.cancel(List.of(started));
      throw e;
    }
    out.flush();
  }
}
