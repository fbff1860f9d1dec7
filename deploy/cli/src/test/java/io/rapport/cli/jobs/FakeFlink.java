package io.rapport.cli.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rapport.local.FlinkRest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers as Flink's REST API does, with what a test has put there. */
public final class FakeFlink implements AutoCloseable {
  private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public FakeFlink() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * @param path without the query
   * @param bodies one for each request; the last one is for all that follow. Errors have status
   *     500.
   */
  public FakeFlink with(String path, String... bodies) {
    answers.put(path, new ArrayDeque<>(List.of(bodies)));
    return this;
  }

  /** A job in the form of {@code /jobs/overview}. */
  public static String job(String id, String name, String state, int runningOfTwo, long millis) {
    return "{\"jid\":\"%s\",\"name\":\"%s\",\"state\":\"%s\",\"duration\":%d,\"tasks\":{\"total\":2,\"running\":%d}}"
        .formatted(id, name, state, millis, runningOfTwo);
  }

  public static String jobs(String... jobs) {
    return "{\"jobs\":[" + String.join(",", jobs) + "]}";
  }

  /** Failures in the form of {@code /jobs/:id/exceptions}. */
  public static String failures(String... reasons) {
    StringBuilder entries = new StringBuilder();
    for (String reason : reasons) {
      entries
          .append(entries.isEmpty() ? "" : ",")
          .append("{\"timestamp\":1,\"stacktrace\":\"" + reason + "\"}");
    }
    return "{\"exceptionHistory\":{\"entries\":[" + entries + "]}}";
  }

  /** An answer with an error. */
  public static String error(String reason) {
    return "{\"errors\":[\"" + reason + "\"]}";
  }

  /** The requests so far: method, path and body, with a blank between. */
  public List<String> requests() {
    return requests;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public FlinkRest rest() {
    return FlinkRest.at(url());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    requests.add(
        exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " " + sent);
    Deque<String> bodies = answers.get(exchange.getRequestURI().getPath());
    String body =
        bodies == null
            ? "{\"errors\":[\"Not found\"]}"
            : bodies.size() > 1 ? bodies.poll() : bodies.peek();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    int status = bodies == null ? 404 : body.startsWith("{\"errors\"") ? 500 : 200;
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
