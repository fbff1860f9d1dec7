package io.rapport.local.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The requests to one cluster, and the reasons it gives for refusing them. */
public final class FlinkHttp {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final String root;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * @param root of the REST API, such as {@code http://localhost:8081}
   */
  public FlinkHttp(String root) {
    this.root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path)).timeout(TIMEOUT);
  }

  public JsonNode get(String path) {
    return send(request(path));
  }

  JsonNode post(String path, ObjectNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  ObjectNode object() {
    return json.createObjectNode();
  }

  /**
   * The answer to a request.
   *
   * @throws FlinkRestException.Refused if it is an error
   * @throws FlinkRestException if there is none
   */
  public JsonNode send(HttpRequest.Builder builder) {
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
      throw interrupted(e);
    }
  }

  FlinkRestException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new FlinkRestException("Interrupted while waiting for Flink at " + root, e);
  }

  /** The first line of the root exception of a stack trace; empty if there is none. */
  public static String rootCause(String stackTrace) {
    return stackTrace.lines().filter(line -> !line.isBlank()).reduce(FlinkHttp::cause).orElse("");
  }

  private static String cause(String first, String line) {
    return line.startsWith("Caused by: ") ? line.substring("Caused by: ".length()) : first;
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
      String reason = rootCause(error.asText());
      if (!reason.isEmpty()) {
        reasons.add(reason);
      }
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
