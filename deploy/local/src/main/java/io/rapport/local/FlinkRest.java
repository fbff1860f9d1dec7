package io.rapport.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.local.rest.FlinkHttp;
import io.rapport.local.rest.FlinkJars;
import io.rapport.local.rest.FlinkMetrics;
import io.rapport.local.rest.FlinkSnapshots;
import io.rapport.local.rest.FlinkSnapshots.Checkpoint;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The part of Flink's REST API that submits jobs and watches them.
 *
 * @see <a href="https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/ops/rest_api/">REST
 *     API</a>
 */
public final class FlinkRest {
  private final FlinkHttp http;

  private FlinkRest(String root) {
    this.http = new FlinkHttp(root);
  }

  /** The cluster whose REST API is at {@code root}, such as {@code http://localhost:8081}. */
  public static FlinkRest at(String root) {
    return new FlinkRest(root);
  }

  /** The job jars on the cluster. */
  public FlinkJars jars() {
    return new FlinkJars(http);
  }

  /** Uploads a job jar and returns the id under which the cluster keeps it. */
  public String upload(Path jar) {
    return jars().upload(jar);
  }

  /** Runs a class of an uploaded jar with empty state, and returns the id of the job. */
  public String run(String jarId, String mainClass, List<String> arguments) {
    return jars().run(jarId, mainClass, arguments, Optional.empty(), newJobId());
  }

  /** An id that no job has. */
  public static String newJobId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** All jobs that the cluster still remembers, the youngest first. */
  public List<FlinkJob> jobs() {
    List<FlinkJob> jobs = new ArrayList<>();
    for (JsonNode job : http.get("/jobs/overview").path("jobs")) {
      JsonNode tasks = job.path("tasks");
      jobs.add(
          new FlinkJob(
              job.path("jid").asText(),
              job.path("name").asText(),
              job.path("state").asText(),
              Duration.ofMillis(job.path("duration").asLong()),
              tasks.path("running").asInt(),
              tasks.path("total").asInt()));
    }
    jobs.sort(Comparator.comparing(FlinkJob::age));
    return jobs;
  }

  /** The first line of the root exception of a job's last failure; empty if it never failed. */
  public String failure(String jobId) {
    return failures(jobId).stream().map(Failure::reason).findFirst().orElse("");
  }

  /**
   * A failure after which a job was started again, or ended.
   *
   * @param task that failed, with its subtask's number; empty if it was the job as a whole
   * @param reason the first line of the root exception
   */
  public record Failure(Instant at, String task, String reason) {}

  /** A job's failures, the newest first; as many as the cluster remembers. */
  public List<Failure> failures(String jobId) {
    List<Failure> failures = new ArrayList<>();
    JsonNode history = http.get("/jobs/" + jobId + "/exceptions").path("exceptionHistory");
    for (JsonNode entry : history.path("entries")) {
      failures.add(
          new Failure(
              Instant.ofEpochMilli(entry.path("timestamp").asLong()),
              entry.path("taskName").asText(""),
              FlinkHttp.rootCause(entry.path("stacktrace").asText(""))));
    }
    failures.sort(Comparator.comparing(Failure::at).reversed());
    return failures;
  }

  /**
   * Numeric metrics of a job's operators, each summed over its subtasks.
   *
   * @param wanted chooses by the metric's name, which is {@code operator name.group.metric}
   * @return sums by name; a name that occurs in several tasks is summed too
   */
  public Map<String, Double> metrics(String jobId, Predicate<String> wanted) {
    return metrics(jobId, List.of(wanted));
  }

  /** As {@link #metrics(String, Predicate)}, in turns: see {@link FlinkMetrics#sums}. */
  public Map<String, Double> metrics(String jobId, List<Predicate<String>> turns) {
    return new FlinkMetrics(http, jobId).sums(turns);
  }

  /** As {@link #metrics(String, Predicate)}, but of each the greatest of its subtasks and tasks. */
  public Map<String, Double> maxima(String jobId, Predicate<String> wanted) {
    return new FlinkMetrics(http, jobId).maxima(wanted);
  }

  /** The newest completed checkpoint of a job; empty before the first. */
  public Optional<Checkpoint> lastCheckpoint(String jobId) {
    return snapshots(jobId).lastCheckpoint();
  }

  /** The newest savepoint that the cluster has taken of a job. */
  public Optional<Checkpoint> lastSavepoint(String jobId) {
    return snapshots(jobId).lastSavepoint();
  }

  /** The checkpoints and savepoints of a job. */
  public FlinkSnapshots snapshots(String jobId) {
    return new FlinkSnapshots(http, jobId);
  }

  /** Asks a job to end without a savepoint; returns before it has ended. */
  public void cancel(String jobId) {
    http.send(
        http.request("/jobs/" + jobId + "?mode=cancel").method("PATCH", BodyPublishers.noBody()));
  }
}
