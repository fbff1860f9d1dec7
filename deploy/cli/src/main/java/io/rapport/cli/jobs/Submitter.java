package io.rapport.cli.jobs;

import io.rapport.command.connection.Addresses;
import io.rapport.command.connection.ProjectPaths;
import io.rapport.connectors.kafka.KafkaOptions;
import io.rapport.local.FlinkRest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs jobs of the job jar, which it uploads once. */
public final class Submitter {
  private final FlinkRest flink;
  private final Addresses addresses;
  private String jar;

  public Submitter(FlinkRest flink, Addresses addresses) {
    this.flink = flink;
    this.addresses = addresses;
  }

  /**
   * @param arguments the job's options as {@code --key value}; they win over the addresses
   * @return the id of the job
   */
  public String submit(JobName job, List<String> arguments) {
    if (jar == null) {
      jar = flink.upload(ProjectPaths.jobJar());
    }
    return flink.run(jar, job.mainClass(), withAddresses(arguments));
  }

  /**
   * As {@link #submit(JobName, List)}.
   *
   * @param options of any job of Rapport or of Flink, by key; those of other jobs are left out
   */
  public String submit(JobName job, Map<String, String> options) {
    List<String> arguments = new ArrayList<>();
    options.forEach(
        (key, value) -> {
          if (job.options().accepts(key)) {
            arguments.add("--" + key);
            arguments.add(value);
          }
        });
    return submit(job, arguments);
  }

  private List<String> withAddresses(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    addUnlessGiven(all, KafkaOptions.BOOTSTRAP_SERVERS.key(), addresses.bootstrap());
    addUnlessGiven(all, KafkaOptions.REGISTRY_URL.key(), addresses.registry());
    return all;
  }

  private static void addUnlessGiven(List<String> arguments, String key, String value) {
    if (!arguments.contains("--" + key)) {
      arguments.add("--" + key);
      arguments.add(value);
    }
  }
}
