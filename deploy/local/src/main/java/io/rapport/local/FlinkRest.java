package io.rapport.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The part of Flink's REST API that submits jobs and watches them.
 *
 * @see <a href="https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/ops/rest_api/">REST
 *     API</a>
 */
public final class FlinkRest {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int SAVEPOINT_MINUTES = 5;
  private static final Duration SAVEPOINT_TIMEOUT = Duration.ofMinutes(SAVEPOINT_MINUTES);
  private static final long POLL_MILLIS = 100;
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  /** Keeps the address of one request well below the 4 KiB that Flink's server reads. */
  private static final int METRICS_A_REQUEST = 15;

  private final String root;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private FlinkRest(String root) {
    this.root = root;
  }

  /** The cluster whose REST API is at {@code root}, such as {@code http://localhost:8081}. */
  public static FlinkRest at(String root) {
    return new FlinkRest(root.endsWith("/") ? root.substring(0, root.length() - 1) : root);
  }

  /** Uploads a job jar and returns the id under which the cluster keeps it. */
  public String upload(Path jar) {
    String boundary = "rapport-" + System.nanoTime();
    String head =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
            + jar.getFileName()
            + "\"\r\nContent-Type: application/java-archive\r\n\r\n";
    try {
      BodyPublisher body =
          BodyPublishers.concat(
              BodyPublishers.ofString(head),
              BodyPublishers.ofFile(jar),
              BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
      JsonNode answer =
          send(
              request("/jars/upload")
                  .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                  .POST(body));
      return Path.of(answer.path("filename").asText()).getFileName().toString();
    } catch (FileNotFoundException e) {
      throw new FlinkRestException("There is no job jar " + jar, e);
    }
  }

  /**
   * Runs a class of an uploaded jar and returns the id of the job that it submitted. Its
   * parallelism is the cluster's default one, unless the program sets another: this request, left
   * to itself, would make it 1.
   */
  public String run(String jarId, String mainClass, List<String> arguments) {
    return run(jarId, mainClass, arguments, Optional.empty(), newJobId());
  }

  /**
   * As {@link #run(String, String, List)}, from a checkpoint or savepoint. Whoever took it keeps
   * it: the job copies what it needs into its own first checkpoint, and never deletes a file of it.
   *
   * @param from as {@link #savepoint} and {@link #lastCheckpoint} give it; empty for empty state
   * @param jobId of the job, from {@link #newJobId}: whoever gets no answer can look for it, and
   *     Flink refuses a second job of the same id
   */
  public String run(
      String jarId, String mainClass, List<String> arguments, Optional<String> from, String jobId) {
    ObjectNode body = json.createObjectNode().put("entryClass", mainClass).put("jobId", jobId);
    body.put("parallelism", defaultParallelism());
    // Said, for the cluster's default could be another.
    from.ifPresent(path -> body.put("savepointPath", path).put("claimMode", "NO_CLAIM"));
    arguments.forEach(body.putArray("programArgsList")::add);
    JsonNode answer =
        send(
            request("/jars/" + jarId + "/run")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    return answer.path("jobid").asText();
  }

  /** An id that no job has. */
  public static String newJobId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Removes an uploaded jar; jobs that were run from it have copies of their own. */
  public void delete(String jarId) {
    send(request("/jars/" + jarId).DELETE());
  }

  /** All jobs that the cluster still remembers, the youngest first. */
  public List<FlinkJob> jobs() {
    List<FlinkJob> jobs = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
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
    JsonNode history = get("/jobs/" + jobId + "/exceptions").path("exceptionHistory");
    for (JsonNode entry : history.path("entries")) {
      failures.add(
          new Failure(
              Instant.ofEpochMilli(entry.path("timestamp").asLong()),
              entry.path("taskName").asText(""),
              entry.path("stacktrace").asText("").lines().reduce(FlinkRest::cause).orElse("")));
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

  /**
   * As {@link #metrics(String, Predicate)}, in turns: no metric of a turn is older than one of the
   * turn before. A cluster's answers to two requests may be a second apart.
   */
  public Map<String, Double> metrics(String jobId, List<Predicate<String>> turns) {
    return metrics(jobId, turns, "sum", Double::sum);
  }

  /** As {@link #metrics(String, Predicate)}, but of each the greatest of its subtasks and tasks. */
  public Map<String, Double> maxima(String jobId, Predicate<String> wanted) {
    return metrics(jobId, List.of(wanted), "max", Math::max);
  }

  private Map<String, Double> metrics(
      String jobId, List<Predicate<String>> turns, String of, BinaryOperator<Double> together) {
    Map<String, List<String>> namesByPath = metricNames(jobId);
    Map<String, Double> found = new TreeMap<>();
    for (Predicate<String> wanted : turns) {
      namesByPath.forEach(
          (path, all) -> {
            List<String> names = all.stream().filter(wanted).toList();
            for (int from = 0; from < names.size(); from += METRICS_A_REQUEST) {
              List<String> some =
                  names.subList(from, Math.min(names.size(), from + METRICS_A_REQUEST));
              String query = some.stream().map(FlinkRest::encode).collect(Collectors.joining(","));
              for (JsonNode metric : get(path + "?agg=" + of + "&get=" + query)) {
                found.merge(metric.path("id").asText(), metric.path(of).asDouble(), together);
              }
            }
          });
    }
    return found;
  }

  /** Names of a job's metrics, by the address of their task. */
  private Map<String, List<String>> metricNames(String jobId) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (JsonNode vertex : get("/jobs/" + jobId).path("vertices")) {
      String path =
          "/jobs/" + jobId + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      List<String> ofTask = new ArrayList<>();
      get(path).forEach(metric -> ofTask.add(metric.path("id").asText()));
      names.put(path, ofTask);
    }
    return names;
  }

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

  /** The newest completed checkpoint of a job; empty before the first. */
  public Optional<Checkpoint> lastCheckpoint(String jobId) {
    return last(jobId, "completed");
  }

  /** The newest savepoint that the cluster has taken of a job. */
  public Optional<Checkpoint> lastSavepoint(String jobId) {
    return last(jobId, "savepoint");
  }

  private Optional<Checkpoint> last(String jobId, String kind) {
    JsonNode answer = get("/jobs/" + jobId + "/checkpoints");
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
   * Takes a savepoint of a running job and waits for it.
   *
   * @param targetDirectory that all of the cluster can reach
   * @return the savepoint's path
   * @throws FlinkRestException with Flink's reason, or after {@value #SAVEPOINT_MINUTES} minutes
   */
  public String savepoint(String jobId, String targetDirectory) {
    ObjectNode body = json.createObjectNode().put("target-directory", targetDirectory);
    return awaitSavepoint(jobId, "/savepoints", body.put("cancel-job", false));
  }

  /**
   * Stops a job with a savepoint and waits for both. Timers that wait are kept in the savepoint and
   * not fired.
   *
   * @see #savepoint
   */
  public String stopWithSavepoint(String jobId, String targetDirectory) {
    ObjectNode body = json.createObjectNode().put("targetDirectory", targetDirectory);
    return awaitSavepoint(jobId, "/stop", body.put("drain", false));
  }

  /** Asks a job to end without a savepoint; returns before it has ended. */
  public void cancel(String jobId) {
    send(request("/jobs/" + jobId + "?mode=cancel").method("PATCH", BodyPublishers.noBody()));
  }

  private String awaitSavepoint(String jobId, String operation, ObjectNode body) {
    String job = "/jobs/" + jobId;
    JsonNode trigger =
        send(
            request(job + operation)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    String status = job + "/savepoints/" + trigger.path("request-id").asText();
    long end = System.nanoTime() + SAVEPOINT_TIMEOUT.toNanos();
    JsonNode answer = get(status);
    while (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      if (System.nanoTime() > end) {
        throw new FlinkRestException(
            "The savepoint of job %s was not complete after %d minutes."
                .formatted(jobId, SAVEPOINT_MINUTES));
      }
      pause();
      answer = get(status);
    }
    JsonNode result = answer.path("operation");
    if (result.has("failure-cause")) {
      String trace = result.path("failure-cause").path("stack-trace").asText();
      throw new FlinkRestException(
          "Flink took no savepoint of job %s: %s"
              .formatted(jobId, trace.lines().reduce(FlinkRest::cause).orElse("no reason given")));
    }
    return result.path("location").asText();
  }

  private void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRestException("Interrupted while waiting for Flink at " + root, e);
    }
  }

  private int defaultParallelism() {
    for (JsonNode setting : get("/jobmanager/config")) {
      if (setting.path("key").asText().equals("parallelism.default")) {
        return setting.path("value").asInt();
      }
    }
    return 1;
  }

  private static String cause(String first, String line) {
    return line.startsWith("Caused by: ") ? line.substring("Caused by: ".length()) : first;
  }

  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path)).timeout(TIMEOUT);
  }

  private JsonNode get(String path) {
    return send(request(path));
  }

  private JsonNode send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != OK && response.statusCode() != ACCEPTED) {
        throw new FlinkRestException.Refused(refusal(request, response));
      }
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new FlinkRestException("No answer from Flink at " + root + ": " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRestException("Interrupted while waiting for Flink at " + root, e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof ConnectException) {
      return "nothing listens there. Start a local cluster with: rapport up";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Flink sends whole stack traces as errors; the root causes are what a person can use. */
  private String refusal(HttpRequest request, HttpResponse<String> response) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (JsonNode error : json.readTree(response.body()).path("errors")) {
      error
          .asText()
          .lines()
          .filter(line -> !line.isBlank())
          .reduce(FlinkRest::cause)
          .ifPresent(reasons::add);
    }
    return "Flink refused "
        + request.method()
        + " "
        + request.uri().getPath()
        + " with status "
        + response.statusCode()
        + ": "
        + String.join("; ", reasons);
  }
}
