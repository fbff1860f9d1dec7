package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rapport.local.rest.FlinkRestException;
import io.rapport.local.rest.FlinkSnapshots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the client against answers in the form that Flink 2.2 documents. */
class FlinkRestTest {
  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, String> received = new LinkedHashMap<>();
  private HttpServer server;
  private FlinkRest flink;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    flink = FlinkRest.at("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    received.put(
        request, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String body = answers.get(request);
    byte[] bytes =
        (body == null ? "{\"errors\":[\"Not found: " + request + "\"]}" : body)
            .getBytes(StandardCharsets.UTF_8);
    int status = body == null ? 404 : body.contains("\"errors\"") ? 400 : 200;
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void uploadsAndRunsAJar(@TempDir Path directory) throws IOException {
    Path jar = Files.writeString(directory.resolve("job.jar"), "the bytes of the jar");
    answers.put(
        "POST /jars/upload",
        "{\"filename\":\"/tmp/flink-web-upload/42_job.jar\",\"status\":\"success\"}");
    answers.put(
        "GET /jobmanager/config",
        "[{\"key\":\"rest.port\",\"value\":\"1\"},{\"key\":\"parallelism.default\",\"value\":\"2\"}]");
    answers.put("POST /jars/42_job.jar/run", "{\"jobid\":\"abc\"}");

    String id = flink.upload(jar);

    assertThat(id).isEqualTo("42_job.jar");
    assertThat(received.get("POST /jars/upload"))
        .contains("filename=\"job.jar\"")
        .contains("the bytes of the jar");
    assertThat(flink.run(id, "io.example.Job", List.of("--a", "b c"))).isEqualTo("abc");
    assertThat(received.get("POST /jars/42_job.jar/run"))
        .matches(
            "\\{\"entryClass\":\"io.example.Job\",\"jobId\":\"[0-9a-f]{32}\",\"parallelism\":2,"
                + "\"programArgsList\":\\[\"--a\",\"b c\"]}");
  }

  /** The mode is said: a cluster's default could have the job delete what people keep. */
  @Test
  void runsAJobFromASavepointThatStays() {
    answers.put("GET /jobmanager/config", "[]");
    answers.put("POST /jars/j/run", "{\"jobid\":\"abc\"}");

    flink.jars().run("j", "io.example.Job", List.of(), Optional.of("s3://b/sp-1"), "abc");

    assertThat(received.get("POST /jars/j/run"))
        .isEqualTo(
            "{\"entryClass\":\"io.example.Job\",\"jobId\":\"abc\",\"parallelism\":1,"
                + "\"savepointPath\":\"s3://b/sp-1\",\"claimMode\":\"NO_CLAIM\","
                + "\"programArgsList\":[]}");
  }

  @Test
  void listsJobsYoungestFirst() {
    answers.put(
        "GET /jobs/overview",
        """
        {"jobs":[
        {"jid":"1","name":"old","state":"FAILED","duration":9000,"tasks":{"running":0,"total":4}},
        {"jid":"2","name":"new","state":"RUNNING","duration":1000,"tasks":{"running":4,"total":4}}]}
        """);

    List<FlinkJob> jobs = flink.jobs();

    assertThat(jobs)
        .containsExactly(
            new FlinkJob("2", "new", "RUNNING", Duration.ofSeconds(1), 4, 4),
            new FlinkJob("1", "old", "FAILED", Duration.ofSeconds(9), 0, 4));
    assertThat(jobs.get(0).fullyRunning()).isTrue();
    assertThat(jobs.get(1).ended()).isTrue();
  }

  @Test
  void listsFailuresNewestFirstEachWithItsRootCause() {
    answers.put(
        "GET /jobs/1/exceptions",
        """
        {"exceptionHistory":{"entries":[
        {"timestamp":1000,"taskName":null,"stacktrace":"o.a.f.JobException: no slots\\n\\tat a.B"},
        {"timestamp":2000,"taskName":"rank (1/2)","stacktrace":"a.B: outer\\nCaused by: c.D: inner"}
        ],"truncated":false}}
        """);

    assertThat(flink.failures("1"))
        .containsExactly(
            new FlinkRest.Failure(Instant.ofEpochSecond(2), "rank (1/2)", "c.D: inner"),
            new FlinkRest.Failure(Instant.ofEpochSecond(1), "", "o.a.f.JobException: no slots"));
    assertThat(flink.failure("1")).isEqualTo("c.D: inner");
  }

  @Test
  void aJobThatNeverFailedHasNoReason() {
    answers.put("GET /jobs/1/exceptions", "{\"exceptionHistory\":{\"entries\":[]}}");

    assertThat(flink.failures("1")).isEmpty();
    assertThat(flink.failure("1")).isEmpty();
  }

  @Test
  void sumsMetricsOverSubtasksAndTasks() {
    answers.put("GET /jobs/1", "{\"vertices\":[{\"id\":\"v1\"},{\"id\":\"v2\"}]}");
    for (String vertex : List.of("v1", "v2")) {
      String metrics = "GET /jobs/1/vertices/" + vertex + "/subtasks/metrics";
      answers.put(metrics, "[{\"id\":\"a step.seen\"},{\"id\":\"a step.other\"}]");
      answers.put(metrics + "?agg=sum&get=a+step.seen", "[{\"id\":\"a step.seen\",\"sum\":21.0}]");
    }

    assertThat(flink.metrics("1", name -> name.endsWith(".seen")))
        .containsExactly(Map.entry("a step.seen", 42.0));
  }

  @Test
  void readsMetricsInTurns() {
    answers.put("GET /jobs/1", "{\"vertices\":[{\"id\":\"v1\"},{\"id\":\"v2\"}]}");
    String source = "GET /jobs/1/vertices/v1/subtasks/metrics";
    String step = "GET /jobs/1/vertices/v2/subtasks/metrics";
    answers.put(source, "[{\"id\":\"in\"}]");
    answers.put(step, "[{\"id\":\"out\"}]");
    answers.put(source + "?agg=sum&get=in", "[{\"id\":\"in\",\"sum\":2.0}]");
    answers.put(step + "?agg=sum&get=out", "[{\"id\":\"out\",\"sum\":1.0}]");

    assertThat(flink.metrics("1", List.of("out"::equals, "in"::equals)))
        .containsExactly(Map.entry("in", 2.0), Map.entry("out", 1.0));
    assertThat(received.keySet()).endsWith(step + "?agg=sum&get=out", source + "?agg=sum&get=in");
  }

  @Test
  void findsTheGreatestOfSubtasksAndTasks() {
    answers.put("GET /jobs/1", "{\"vertices\":[{\"id\":\"v1\"},{\"id\":\"v2\"}]}");
    for (int vertex = 1; vertex <= 2; vertex++) {
      String metrics = "GET /jobs/1/vertices/v" + vertex + "/subtasks/metrics";
      answers.put(metrics, "[{\"id\":\"a step.size\"}]");
      answers.put(
          metrics + "?agg=max&get=a+step.size",
          "[{\"id\":\"a step.size\",\"max\":%d.0}]".formatted(vertex));
    }

    assertThat(flink.maxima("1", name -> true)).containsExactly(Map.entry("a step.size", 2.0));
  }

  @Test
  void saysTheRootCauseOfARefusal() {
    answers.put("GET /jobmanager/config", "[]");
    answers.put(
        "POST /jars/x/run",
        "{\"errors\":[\"Internal error.\",\"o.a.f.RestHandlerException: Could not run\\n"
            + "\\tat a.b.C\\n"
            + "Caused by: java.lang.IllegalArgumentException: There is no option 'x'.\\n"
            + "\\tat d.e.F\"]}");

    assertThatThrownBy(() -> flink.run("x", "M", List.of()))
        .isInstanceOf(FlinkRestException.Refused.class)
        .hasMessageContaining("There is no option 'x'.")
        .hasMessageNotContaining("\tat ");
  }

  @Test
  void waitsForASavepoint() {
    answers.put("POST /jobs/1/savepoints", "{\"request-id\":\"r\"}");
    answers.put(
        "GET /jobs/1/savepoints/r",
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/savepoint-1\"}}");

    assertThat(flink.snapshots("1").savepoint("file:/s")).isEqualTo("file:/s/savepoint-1");
    assertThat(received.get("POST /jobs/1/savepoints"))
        .isEqualTo("{\"target-directory\":\"file:/s\",\"cancel-job\":false}");
  }

  @Test
  void stopsWithoutFiringTimers() {
    answers.put("POST /jobs/1/stop", "{\"request-id\":\"r\"}");
    answers.put(
        "GET /jobs/1/savepoints/r",
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/savepoint-1\"}}");

    assertThat(flink.snapshots("1").stop("file:/s")).isEqualTo("file:/s/savepoint-1");
    assertThat(received.get("POST /jobs/1/stop"))
        .isEqualTo("{\"targetDirectory\":\"file:/s\",\"drain\":false}");
  }

  @Test
  void saysWhyThereIsNoSavepoint() {
    answers.put("POST /jobs/1/stop", "{\"request-id\":\"r\"}");
    answers.put(
        "GET /jobs/1/savepoints/r",
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"failure-cause\":{\"class\":\"c\","
            + "\"stack-trace\":\"a.B: outer\\n\\tat c.D\\nCaused by: e.F: not all tasks run\"}}}");

    assertThatThrownBy(() -> flink.snapshots("1").stop("file:/s"))
        .isInstanceOf(FlinkRestException.class)
        .hasMessageEndingWith("e.F: not all tasks run");
  }

  @Test
  void removesAJar() {
    answers.put("DELETE /jars/42_job.jar", "{}");

    flink.jars().delete("42_job.jar");

    assertThat(received).containsKey("DELETE /jars/42_job.jar");
  }

  @Test
  void cancelsAJob() {
    answers.put("PATCH /jobs/1?mode=cancel", "{}");

    flink.cancel("1");

    assertThat(received).containsKey("PATCH /jobs/1?mode=cancel");
  }

  @Test
  void tellsWhereTheNewestCheckpointIs() {
    answers.put(
        "GET /jobs/1/checkpoints",
        """
        {"counts":{"failed":1},"latest":{"completed":{"latest_ack_timestamp":5,
        "end_to_end_duration":6,"checkpointed_size":7,"external_path":"file:/c/chk-1"},
        "savepoint":null}}
        """);

    assertThat(flink.lastCheckpoint("1"))
        .contains(new FlinkSnapshots.Checkpoint(5, 6, 7, 1, "file:/c/chk-1"));
    assertThat(flink.lastSavepoint("1")).isEmpty();
  }

  @Test
  void saysThatNothingListens() {
    server.stop(0);

    assertThatThrownBy(flink::jobs)
        .isExactlyInstanceOf(FlinkRestException.class)
        .hasMessageContaining("nothing listens there")
        .hasMessageContaining("rapport up");
  }
}
