package io.rapport.connectors.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.avro.Click;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand requests that a seed makes up, most of them wrong in some way: none may be answered
 * by a failure of the gateway, and every acknowledged event has to be in the topic.
 */
class FuzzIT {

  private static final int REQUESTS = 10_000;
  private static final int AT_ONCE = 16;
  private static final long SEED = 20_261_101;
  private static final String GOOD =
      "{\"eventId\":\"%s\",\"visitorId\":\"v\",\"action\":\"VIEW\",\"itemId\":\"i\",\"slot\":3,\"price\":1.5}";
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0.5",
          "1e400",
          "-1e-400",
          "99999999999999999999",
          "\"\"",
          "[]",
          "{}",
          "[[]]",
          "{\"a\":{}}",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"2026-13-45T99:99:99Z\"",
          "\"NaN\"",
          "\"UNKNOWN\"",
          "\"view\"",
          "\"' OR 1=1 --\"",
          "\"<script>\"");
  private static final List<String> FIELDS =
      List.of(
          "eventId",
          "eventTime",
          "site",
          "visitorId",
          "customerId",
          "action",
          "itemId",
          "slot",
          "price",
          "currency",
          "__proto__",
          "constructor",
          "",
          "\\u0000");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "text/plain",
          "application/json; charset=utf-16",
          "text/xml",
          "x",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x");

  @TempDir static Path dir;
  private static Harness harness;

  @BeforeAll
  static void start() throws Exception {
    harness = new Harness(dir);
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  /** A random request. */
  private static final class Attempt {
    final String path;
    final String type;
    final byte[] body;

    Attempt(String path, String type, byte[] body) {
      this.path = path;
      this.type = type;
      this.body = body;
    }

    private static Attempt of(Random random, int number) {
      String good = GOOD.formatted("f-" + number);
      String path = "/events/clicks";
      String type = "application/json";
      byte[] body;
      switch (random.nextInt(12)) {
        case 0, 1 -> body = utf8(good);
        case 2 -> body = utf8("[" + good + "," + GOOD.formatted("g-" + number) + "]");
        case 3 -> body = utf8(withField(random, good));
        case 4 -> body = flipped(random, utf8(good));
        case 5 -> body = utf8(good.substring(0, random.nextInt(good.length())));
        case 6 -> body = noise(random, random.nextInt(500));
        case 7 -> body = utf8("[".repeat(random.nextInt(20_000)));
        case 8 -> body = utf8("{\"a\":".repeat(random.nextInt(5_000)) + "1");
        case 9 -> body = good.getBytes(encoding(random));
        case 10 -> {
          body = utf8(good);
          type = TYPES.get(random.nextInt(TYPES.size()));
          path = "/events/" + (random.nextBoolean() ? "clicks" : path(random));
        }
        default -> body = utf8(GOOD.formatted("x".repeat(random.nextInt(120_000))));
      }
      return new Attempt(path, type, body);
    }

    private static String path(Random random) {
      List<String> paths =
          List.of("purchases", "articles", "..", "%2e%2e%2fclicks", "%00", "clicks%2f", "é?x=%ff");
      return paths.get(random.nextInt(paths.size())).replace("é", "%C3%A9");
    }

    private static String withField(Random random, String good) {
      String value = VALUES.get(random.nextInt(VALUES.size()));
      String field = FIELDS.get(random.nextInt(FIELDS.size()));
      return good.replaceFirst(
          "}$",
          ",\""
              + field.replace("\\", "\\\\")
              + "\":"
              + java.util.regex.Matcher.quoteReplacement(value)
              + "}");
    }

    private static Charset encoding(Random random) {
      List<Charset> all =
          List.of(
              StandardCharsets.UTF_16,
              StandardCharsets.UTF_16LE,
              StandardCharsets.ISO_8859_1,
              Charset.forName("UTF-32"));
      return all.get(random.nextInt(all.size()));
    }

    private static byte[] flipped(Random random, byte[] bytes) {
      for (int i = 0; i <= random.nextInt(3); i++) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return bytes;
    }

    private static byte[] noise(Random random, int length) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  @Test
  void noRequestMakesTheGatewayFailAndNoAcknowledgedEventIsMissing() throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    List<String> failures = new ArrayList<>();
    try (Gateway gateway =
        harness.gateway("rate", "1000000", "burst", "1000000", "max-body", "100kb")) {
      ObjectMapper json = new ObjectMapper();
      Random random = new Random(SEED);
      Semaphore room = new Semaphore(AT_ONCE);
      for (int i = 0; i < REQUESTS; i++) {
        Attempt attempt = Attempt.of(random, i);
        HttpRequest request =
            Harness.request(gateway, attempt.path, "Content-Type", attempt.type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(attempt.body))
                .build();
        room.acquire();
        CompletableFuture<Void> unused =
            harness
                .http
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle(
                    (response, failure) -> {
                      room.release();
                      // A request refused while it is still being sent may lose its answer.
                      int status = failure == null ? response.statusCode() : 0;
                      statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
                      if (status >= 500) {
                        synchronized (failures) {
                          failures.add(
                              status + " " + new String(attempt.body, StandardCharsets.UTF_8));
                        }
                      }
                      if (status == 202 && attempt.path.endsWith("clicks")) {
                        acknowledged.addAll(ids(json, response.body()));
                      }
                      return null;
                    });
      }
      room.acquire(AT_ONCE);
      assertThat(harness.get(gateway, "/health/ready").status()).isEqualTo(200);
    }
    assertThat(failures).isEmpty();
    assertThat(statuses).as("all kinds of answers").containsKeys(202, 400, 413, 415);
    assertThat(statuses.getOrDefault(0, new AtomicInteger()).get()).isLessThan(REQUESTS / 20);
    Set<String> there = new HashSet<>();
    harness.values(Click.class).forEach(click -> there.add(click.getEventId()));
    assertThat(acknowledged).hasSizeGreaterThan(REQUESTS / 10);
    assertThat(there).containsAll(acknowledged);
    System.out.println(
        "fuzz: answers by status "
            + new TreeMap<>(statuses)
            + ", acknowledged events "
            + acknowledged.size());
  }

  private static List<String> ids(ObjectMapper json, String body) {
    try {
      List<String> ids = new ArrayList<>();
      for (JsonNode event : json.readTree(body).get("events")) {
        ids.add(event.get("id").asText());
      }
      return ids;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatIsNotHttpEndsItsOwnConnectionOnly() throws Exception {
    try (Gateway gateway = harness.gateway("header-timeout", "500 ms", "body-timeout", "500 ms")) {
      URI uri = URI.create(gateway.url());
      Random random = new Random(SEED);
      String head = "POST /events/clicks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
      List<byte[]> wrong = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        wrong.add(Attempt.noise(random, 200));
      }
      for (String text :
          List.of(
              "GET /\r\n\r\n",
              head + "Content-Length: -5\r\n\r\n",
              head + "Content-Length: 99999999999999999999\r\n\r\n",
              head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
              head + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n{",
              head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
              head + "X: " + "y".repeat(100_000) + "\r\n\r\n",
              "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n\r\n",
              "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
              "GET /items?limit=%zz HTTP/1.1\r\nHost: x\r\n\r\n")) {
        wrong.add(text.getBytes(StandardCharsets.ISO_8859_1));
      }
      for (byte[] bytes : wrong) {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
          socket.setSoTimeout(20_000);
          socket.getOutputStream().write(bytes);
          socket.getOutputStream().flush();
          socket.shutdownOutput();
          InputStream in = socket.getInputStream();
          String answer = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
          assertThat(answer).doesNotContain(" 5");
        } catch (java.io.IOException e) {
          // The connection was closed in the middle, which is as good an answer.
        }
      }
      assertThat(harness.get(gateway, "/health/ready").status()).isEqualTo(200);
    }
  }
}
