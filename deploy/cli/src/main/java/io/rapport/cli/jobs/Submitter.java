package io.rapport.cli.jobs;

import io.rapport.command.connection.Addresses;
import io.rapport.command.connection.ProjectPaths;
import io.rapport.connectors.kafka.KafkaOptions;
import io.rapport.jobs.frame.OptionTable;
import io.rapport.local.FlinkRest;
import io.rapport.local.rest.FlinkRestException;
import io.rapport.local.restore.RestorePoints;
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
   * @throws FlinkRestException if Flink refuses it, or does not answer
   */
  public void submit(StartedJob job, List<String> arguments) {
    if (jar == null) {
      jar = flink.upload(ProjectPaths.jobJar());
    }
    List<String> all = new ArrayList<>(arguments);
    addUnlessGiven(all, KafkaOptions.BOOTSTRAP_SERVERS.key(), addresses.bootstrap());
    addUnlessGiven(all, KafkaOptions.REGISTRY_URL.key(), addresses.registry());
    points
        .map(of -> of.checkpoints(job.name().flinkName()).toUri().toString())
        .ifPresent(
            directory ->
                addUnlessGiven(all, CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(), directory));
    flink.jars().run(jar, job.name().mainClass(), all, job.from().map(ResumePoint::path), job.id());
  }

  /** Removes the job jar from the cluster, which would keep it for good. */
  public void removeJar() {
    if (jar == null) {
      return;
    }
    try {
      flink.jars().delete(jar);
    } catch (FlinkRestException e) {
      // The jobs run all the same.
    }
    jar = null;
  }

  /**
   * As {@link #submit(StartedJob, List)}.
   *
   * @param options of any job of Rapport or of Flink, by key; those of other jobs are left out
   */
  public void submit(StartedJob job, Map<String, String> options) {
    OptionTable known = job.name().options();
    List<String> arguments = new ArrayList<>();
    options.forEach(
        (key, value) -> {
          if (known.accepts(key)) {
            arguments.add("--" + key);
            arguments.add(value);
          }
        });
    submit(job, arguments);
  }

  private static void addUnlessGiven(List<String> arguments, String key, String value) {
    if (!arguments.contains("--" + key)) {
      arguments.add("--" + key);
      arguments.add(value);
    }
  }
}
