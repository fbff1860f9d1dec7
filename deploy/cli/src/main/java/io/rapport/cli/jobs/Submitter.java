package io.rapport.cli.jobs;

import io.rapport.command.connection.Addresses;
import io.rapport.command.connection.ProjectPaths;
import io.rapport.connectors.kafka.KafkaOptions;
import io.rapport.local.FlinkRest;
import java.util.ArrayList;
import java.util.List;

/** Uploads the job jar and runs a job of it. */
public record Submitter(FlinkRest flink, Addresses addresses) {

  /**
   * @param arguments the job's options as {@code --key value}; they win over the addresses
   * @return the id of the job
   */
  public String submit(JobName job, List<String> arguments) {
    String jar = flink.upload(ProjectPaths.jobJar());
    return flink.run(jar, job.mainClass(), withAddresses(arguments));
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
