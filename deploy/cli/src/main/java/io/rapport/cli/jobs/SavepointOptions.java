package io.rapport.cli.jobs;

import io.rapport.command.CommandFailedException;
import io.rapport.command.connection.ConnectionOptions;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import io.rapport.local.rest.FlinkSnapshots;
import io.rapport.local.restore.RestorePoints;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The jobs to take savepoints of, and where to. */
final class SavepointOptions {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Mixin private ConnectionOptions connection;

  @Parameters(
      index = "0",
      paramLabel = "JOB",
      description = "One of: ${COMPLETION-CANDIDATES}; all are all that run.")
  private JobName job;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "Directory that all of the cluster can reach. Default: the local stack's own, where the"
              + " next start keeps the two newest of each job; else the cluster's"
              + " execution.checkpointing.savepoint-dir.")
  private String to;

  /** A way to take a savepoint of a job into a directory, which is null for the default. */
  interface Way {
    String take(FlinkSnapshots job, String directory);
  }

  /**
   * Refuses another directory than the local stack's own: Flink deletes the checkpoints of a
   * stopped job, so that the next start would find nothing of it, or something older.
   */
  void requireOwnDirectory() {
    if (to != null && connection.stackDirectory().isPresent()) {
      throw new CommandFailedException(
          "The local stack goes on from the savepoints in its own directory. Stop without --to, and"
              + " copy the savepoint afterwards from where it says; or take one of the running job:"
              + " rapport savepoint %s --to %s".formatted(job, to));
    }
  }

  /**
   * Takes and prints the savepoints.
   *
   * @return the exit code: 1 if one failed
   */
  int take(Way way, PrintWriter out) {
    FlinkRest flink = connection.flink();
    List<Savepoints.Outcome> outcomes =
        Savepoints.take(
            chosen(new RapportJobs(flink)),
            (name, id) -> way.take(flink.snapshots(id), directory(name)),
            LIMIT);
    for (Savepoints.Outcome outcome : outcomes) {
      out.println(outcome.describe());
      outcome
          .path()
          .ifPresentOrElse(
              path ->
                  out.printf(
                      "  %s%n  go on from it with: rapport submit %s --from %s%s%n",
                      path, outcome.job(), path, connection.given()),
              () -> out.printf("  see whether it runs, then try again: rapport status%n"));
    }
    out.flush();
    return outcomes.stream().allMatch(outcome -> outcome.path().isPresent()) ? 0 : 1;
  }

  private Map<JobName, FlinkJob> chosen(RapportJobs jobs) {
    Map<JobName, FlinkJob> running = jobs.running();
    Map<JobName, FlinkJob> chosen = new EnumMap<>(JobName.class);
    chosen.putAll(running);
    if (job != JobName.ALL) {
      chosen.keySet().retainAll(List.of(job));
    }
    if (chosen.isEmpty()) {
      throw new CommandFailedException(
          running.isEmpty()
              ? "No job of Rapport runs. See: rapport status"
              : "%s does not run, only %s.".formatted(job, running.keySet()));
    }
    return chosen;
  }

  private String directory(JobName name) {
    if (to != null) {
      return Locations.absolute(to);
    }
    return connection
        .stackDirectory()
        .map(stack -> RestorePoints.in(stack).savepoints(name.flinkName()).toUri().toString())
        .orElse(null);
  }
}
