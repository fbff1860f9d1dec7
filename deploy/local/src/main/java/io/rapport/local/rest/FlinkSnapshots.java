package io.rapport.local.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The checkpoints and savepoints of a job. */
public record FlinkSnapshots(FlinkHttp http, String jobId) {
  private static final long POLL_MILLIS = 100;

  /**
   * A checkpoint that was completed.
   *
   * @param completedAt in milliseconds since 1970-01-01 UTC
   * @param durationMillis from its trigger to the last acknowledgement
   * @param bytes written to storage for it
   * @param failed how many checkpoints of the job have failed so far
   * @param path from which a job can go on; empty if it is not kept outside the JobManager
   */
  public record Checkpoint(
      long completedAt, long durationMillis, long bytes, long failed, String path) {}

  /** The newest completed checkpoint; empty before the first. */
  public Optional<Checkpoint> lastCheckpoint() {
    return last("completed");
  }

  /** The newest savepoint that the cluster has taken. */
  public Optional<Checkpoint> lastSavepoint() {
    return last("savepoint");
  }

  private Optional<Checkpoint> last(String kind) {
    JsonNode answer = http.get("/jobs/" + jobId + "/checkpoints");
    JsonNode completed = answer.path("latest").path(kind);
    return completed.isObject()
        ? Optional.of(
            new Checkpoint(
                completed.path("latest_ack_timestamp").asLong(),
                completed.path("end_to_end_duration").asLong(),
                completed.path("checkpointed_size").asLong(),
                answer.path("counts").path("failed").asLong(),
                externalPath(completed)))
        : Optional.empty();
  }

  private static String externalPath(JsonNode checkpoint) {
    String path = checkpoint.path("external_path").asText("");
    return path.startsWith("<") ? "" : path; // "<checkpoint-not-externally-addressable>"
  }

  /**
   * Takes a savepoint of the running job and waits for it, until the thread is interrupted.
   *
   * @param targetDirectory that all of the cluster can reach; null for the cluster's default
   * @return the savepoint's path
   * @throws FlinkRestException with Flink's reason
   */
  public String savepoint(String targetDirectory) {
    ObjectNode body = http.object().put("target-directory", targetDirectory);
    return await("/savepoints", body.put("cancel-job", false));
  }

  /**
   * Stops the job with a savepoint and waits for both. Timers that wait are kept in the savepoint
   * and not fired.
   *
   * @see #savepoint
   */
  public String stop(String targetDirectory) {
    ObjectNode body = http.object().put("targetDirectory", targetDirectory);
    return await("/stop", body.put("drain", false));
  }

  private String await(String operation, ObjectNode body) {
    String job = "/jobs/" + jobId;
    JsonNode trigger = http.post(job + operation, body);
    String status = job + "/savepoints/" + trigger.path("request-id").asText();
    JsonNode answer = http.get(status);
    while (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      pause();
      answer = http.get(status);
    }
    JsonNode result = answer.path("operation");
    if (result.has("failure-cause")) {
      String reason =
          FlinkHttp.rootCause(result.path("failure-cause").path("stack-trace").asText());
      throw new FlinkRestException(
          "Flink took no savepoint of job %s: %s"
              .formatted(jobId, reason.isEmpty() ? "no reason given" : reason));
    }
    return result.path("location").asText();
  }

  private void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      throw http.interrupted(e);
    }
  }
}
