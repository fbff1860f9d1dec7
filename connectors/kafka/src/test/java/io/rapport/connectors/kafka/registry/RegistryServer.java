package io.rapport.connectors.kafka.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rapport.connectors.kafka.KafkaOptions;
import io.rapport.connectors.kafka.KafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.flink.configuration.Configuration;

/** A part of a Confluent registry for lookups over real HTTP, which can go away and return. */
public final class RegistryServer implements AutoCloseable {

  private final Map<Integer, String> schemas = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile int status = 200;
  private HttpServer server;
  private int port;

  public static RegistryServer started() {
    RegistryServer registry = new RegistryServer();
    registry.start();
    return registry;
  }

  void start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = server.getAddress().getPort();
    server.createContext("/", this::answer);
    server.start();
  }

  void stop() {
    server.stop(0);
  }

  /** Answers everything with an error from now on; with 200, normally. */
  void answerWith(int status) {
    this.status = status;
  }

  public void put(int id, Schema schema) {
    put(id, schema.toString());
  }

  public void put(int id, String schema) {
    schemas.put(id, schema);
  }

  public int requests() {
    return requests.get();
  }

  public KafkaSettings settings() {
    var options = new Configuration();
    options.set(KafkaOptions.REGISTRY_URL, "http://127.0.0.1:" + port);
    options.set(KafkaOptions.REGISTRY_MIN_BACKOFF, Duration.ofMillis(10));
    options.set(KafkaOptions.REGISTRY_MAX_BACKOFF, Duration.ofMillis(50));
    return KafkaOptions.settings(options);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    if (status != 200) {
      send(exchange, status, "down");
      return;
    }
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    if (exchange.getRequestMethod().equals("POST")) {
      send(exchange, 200, "{\"id\":" + schemas.keySet().iterator().next() + "}");
      return;
    }
    String schema = schemas.get(Integer.parseInt(path[3]));
    if (schema == null) {
      send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
    } else {
      send(exchange, 200, "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}");
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    stop();
  }
}
