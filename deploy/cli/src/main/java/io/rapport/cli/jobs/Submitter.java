package io.rapport.cli.jobs;

import io.rapport.command.CommandFailedException;
import io.rapport.command.connection.Addresses;
import io.rapport.command.connection.ProjectPaths;
import io.rapport.connectors.kafka.KafkaOptions;
import io.rapport.jobs.frame.OptionTable;
import io.rapport.local.FlinkRest;
import io.rapport.local.FlinkRestException;
import io.rapport.local.restore.RestorePoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;

/** Runs jobs of the job jar, which it uploads once. */
public final class Submitter {
  private final FlinkRest flink;
  private final Addresses addresses;
  private final Optional<RestorePoints> points;
  private String jar;

  /**
   * @param points of the local stack, which looks for the jobs' checkpoints there; empty for
   *     another cluster
   */
  public Submitter(FlinkRest flink, Addresses addresses, Optional<RestorePoints> points) {
    this.flink = flink;
    this.addresses = addresses;
    this.points = points;
  }

  /**
   * Submits a job.
   *
   * @param arguments the job's options as {@code --key value}; they win over the addresses
   * @param from what it is to go on from; empty to begin with empty state
   */
  public StartedJob submit(JobName job, List<String> arguments, Optional<ResumePoint> from) {
    if (jar == null) {
      jar = flink.upload(ProjectPaths.jobJar());
    }
    List<String> all = new ArrayList<>(arguments);
    addUnlessGiven(all, KafkaOptions.BOOTSTRAP_SERVERS.key(), addresses.bootstrap());
    addUnlessGiven(all, KafkaOptions.REGISTRY_URL.key(), addresses.registry());
    points
        .map(of -> of.checkpoints(job.flinkName()).toUri().toString())
        .ifPresent(
            directory ->
                addUnlessGiven(all, CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(), directory));
    Instant now = Instant.now();
    try {
      String id = flink.run(jar, job.mainClass(), all, from.map(ResumePoint::restore));
      return new StartedJob(job, id, now, from);
    } catch (FlinkRestException e) {
      if (from.isPresent() && e.answered()) {
        throw new CommandFailedException(JobStart.refusal(job, from.get(), e.getMessage()), e);
      }
      throw e;
    }
  }

  /**
   * As {@link #submit(JobName, List, Optional)}.
   *
   * @param options of any job of Rapport or of Flink, by key; those of other jobs are left out
   */
  public StartedJob submit(JobName job, Map<String, String> options, Optional<ResumePoint> from) {
    OptionTable known = job.options();
    List<String> arguments = new ArrayList<>();
    options.forEach(
        (key, value) -> {
          if (known.accepts(key)) {
            arguments.add("--" + key);
            arguments.add(value);
          }
        });
    return submit(job, arguments, from);
  }

  private static void addUnlessGiven(List<String> arguments, String key, String value) {
    if (!arguments.contains("--" + key)) {
      arguments.add("--" + key);
      arguments.add(value);
    }
  }
}
