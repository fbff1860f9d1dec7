package io.rapport.connectors.gateway;

import static io.rapport.connectors.gateway.Harness.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Server-sent events, with a real client, against a real broker and registry. */
class StreamIT {

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

  record Event(String name, String id, String data) {}

  /** Reads a stream in a thread of its own. */
  static final class Reader implements AutoCloseable {
    final List<Event> events = new CopyOnWriteArrayList<>();
    final HttpResponse<InputStream> response;
    volatile boolean ended;

    Reader(Harness harness, Gateway gateway, String path, String... headers) throws Exception {
      response =
          harness.http.send(
              Harness.request(gateway, path, headers).GET().build(),
              HttpResponse.BodyHandlers.ofInputStream());
      Thread thread = new Thread(this::read);
      thread.setDaemon(true);
      thread.start();
    }

    private void read() {
      List<String> lines = new ArrayList<>();
      try (var in =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (!line.isEmpty()) {
            lines.add(line);
          } else if (!lines.isEmpty()) {
            events.add(event(lines));
            lines.clear();
          }
        }
      } catch (IOException | UncheckedIOException e) {
        // The test closed the stream.
      }
      ended = true;
    }

    private static Event event(List<String> lines) {
      String name = "message";
      String id = null;
      String data = "";
      for (String line : lines) {
        String value = line.substring(line.indexOf(':') + 1).strip();
        if (line.startsWith("event:")) {
          name = value;
        } else if (line.startsWith("id:")) {
          id = value;
        } else if (line.startsWith("data:")) {
          data = value;
        }
      }
      return new Event(name, id, data);
    }

    List<String> names() {
      return events.stream().map(Event::name).toList();
    }

    List<Event> messages() {
      return events.stream().filter(e -> e.name.equals("message")).toList();
    }

    Event last() {
      return events.get(events.size() - 1);
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }

  @Test
  void aVisitorSeesTheirOwnAndResumesWithoutLoss() throws Exception {
    try (Gateway gateway = harness.gateway()) {
      String id;
      try (Reader reader = new Reader(harness, gateway, "/streams/recommendations?visitor=v1")) {
        await("the stream has begun", () -> !reader.events.isEmpty());
        assertThat(reader.names()).containsExactly("start");
        harness.send(
            Samples.recommendation("v1", "s1", "a"),
            Samples.recommendation("v2", "s2", "b"),
            Samples.recommendation("v1", "s3", "c"));
        await("both have come", () -> reader.messages().size() == 2);
        assertThat(reader.messages().get(1).data).contains("\"recommendationId\":\"s3\"");
        id = reader.last().id;
      }
      harness.send(Samples.recommendation("v1", "s4", "d"));
      try (Reader resumed =
          new Reader(
              harness, gateway, "/streams/recommendations?visitor=v1", "Last-Event-ID", id)) {
        await("what was missed has come", () -> resumed.messages().size() == 1);
        assertThat(resumed.names()).containsExactly("start", "message");
        assertThat(resumed.messages().get(0).data).contains("s4");
      }
      // Also from another gateway, which has read the same topics.
      try (Gateway second = harness.gateway();
          Reader resumed =
              new Reader(
                  harness, second, "/streams/recommendations?visitor=v1", "Last-Event-ID", id)) {
        await("what was missed has come", () -> resumed.messages().size() == 1);
        assertThat(resumed.names()).containsExactly("start", "message");
      }
    }
  }

  @Test
  void aReaderWhoWasAwayTooLongIsToldOfTheGap() throws Exception {
    try (Gateway gateway = harness.gateway("stream-replay", "2kb")) {
      String id;
      try (Reader reader = new Reader(harness, gateway, "/streams/triaged-tickets")) {
        await("the stream has begun", () -> !reader.events.isEmpty());
        harness.send(Samples.ticket("gap-0", "q"));
        await("one has come", () -> reader.messages().size() == 1);
        id = reader.last().id;
      }
      for (int i = 1; i <= 20; i++) {
        harness.send(Samples.ticket("gap-" + i, "q"));
      }
      await(
          "the gateway has read them",
          () -> harness.get(gateway, "/tickets/gap-20").status() == 200);
      try (Reader resumed =
          new Reader(harness, gateway, "/streams/triaged-tickets", "Last-Event-ID", id)) {
        await("the stream has begun", () -> resumed.names().contains("start"));
        assertThat(resumed.names().get(0)).isEqualTo("gap");
      }
      try (Reader confused =
          new Reader(harness, gateway, "/streams/triaged-tickets", "Last-Event-ID", "what?")) {
        await("the stream has begun", () -> confused.names().contains("start"));
        assertThat(confused.names().get(0)).isEqualTo("gap");
      }
    }
  }

  @Test
  void whatTheDeskDoesIsToldOnTheStreamOfTickets() throws Exception {
    try (Gateway gateway = harness.gateway();
        Reader reader = new Reader(harness, gateway, "/streams/triaged-tickets?ticket=desk-1")) {
      harness.send(Samples.ticket("desk-1", "q"), Samples.ticket("desk-2", "q"));
      await("the ticket has come", () -> reader.messages().size() == 1);
      harness.post(gateway, "/tickets/desk-1/feedback", "{\"action\":\"accept\"}");
      await("it comes again", () -> reader.messages().size() == 2);
      assertThat(reader.messages().get(1).data).contains("\"status\":\"accepted\"");
      String id = reader.last().id;
      harness.post(gateway, "/tickets/desk-1/feedback", "{\"action\":\"reject\"}");
      try (Reader resumed =
          new Reader(
              harness, gateway, "/streams/triaged-tickets?ticket=desk-1&lastEventId=" + id)) {
        await("what was missed has come", () -> resumed.messages().size() == 1);
        assertThat(resumed.names()).doesNotContain("gap");
        assertThat(resumed.messages().get(0).data).contains("\"status\":\"rejected\"");
      }
    }
  }

  @Test
  void aFastStreamIsSampledAndSaysSo() throws Exception {
    try (Gateway gateway = harness.gateway("stream-rate", "5");
        Reader reader = new Reader(harness, gateway, "/streams/customer-profiles")) {
      await("the stream has begun", () -> !reader.events.isEmpty());
      int all = 200;
      harness.send(
          IntStream.range(0, all)
              .mapToObj(i -> Samples.profile("many-" + i))
              .toArray(io.rapport.avro.CustomerProfile[]::new));
      await("they are read", () -> harness.get(gateway, "/customers/many-199").status() == 200);
      await(
          "the rest is told with the next one",
          () -> {
            harness.send(Samples.profile("one-more"));
            return reader.names().contains("skipped");
          });
      assertThat(reader.messages().size()).isLessThan(all / 2);
    }
  }

  @Test
  void aReaderThatDoesNotReadMissesEventsAndHoldsNobodyUp() throws Exception {
    try (Gateway gateway = harness.gateway("stream-rate", "1000000", "stream-pending", "8");
        Socket socket = profilesOnANarrowLine(gateway)) {
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(in.readLine()).contains("200");
      for (int i = 0; i < 10_000; i++) {
        harness.producer.send(Samples.profile("unread-" + i));
      }
      harness.send(Samples.profile("last"));
      await(
          "the gateway has read all of them",
          () -> harness.get(gateway, "/customers/last").status() == 200);
      AtomicBoolean done = new AtomicBoolean();
      Thread more =
          new Thread(
              () -> {
                while (!done.get()) {
                  harness.send(Samples.profile("more"));
                }
              });
      more.start();
      try {
        String line = in.readLine();
        while (line != null && !line.contains("skipped")) {
          line = in.readLine();
        }
        assertThat(line).isNotNull();
      } finally {
        done.set(true);
        more.join();
      }
    }
  }

  /** A stream of profiles to a reader whose line holds little. */
  private static Socket profilesOnANarrowLine(Gateway gateway) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.setSoTimeout((int) Harness.TIMEOUT.toMillis());
    URI uri = URI.create(gateway.url());
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
    socket
        .getOutputStream()
        .write(
            "GET /streams/customer-profiles HTTP/1.1\r\nHost: x\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static int openStreams(Gateway gateway) {
    String figures = harness.get(gateway, "/metrics").response().body();
    return figures
        .lines()
        .filter(line -> line.startsWith("rapport_gateway_streams_open "))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  @Test
  void aReaderThatNeverReadsIsClosedAndGivesItsPlaceFree() throws Exception {
    try (Gateway gateway =
            harness.gateway(
                "streams", "2",
                "stream-rate", "1000000",
                "heartbeat", "200 ms",
                "idle-timeout", "1 s",
                "header-timeout", "1 s",
                "body-timeout", "500 ms",
                "ack-timeout", "1 s",
                "write-timeout", "4 s");
        Reader reads = new Reader(harness, gateway, "/streams/overview");
        Socket socket = profilesOnANarrowLine(gateway)) {
      assertThat(socket.isConnected()).isTrue();
      await("both are there", () -> openStreams(gateway) == 2);
      AtomicInteger sent = new AtomicInteger();
      await(
          "the line is full and the reader is given up",
          () -> {
            for (int i = 0; i < 1_000; i++) {
              harness.producer.send(Samples.profile("left-" + sent.incrementAndGet()));
            }
            harness.producer.flush();
            return openStreams(gateway) == 1;
          });
      int before = reads.messages().size();
      await("the other goes on", () -> reads.messages().size() > before + 1);
      assertThat(reads.ended).isFalse();
    }
  }

  @Test
  void streamsAreLimitedBeatAndEndWithTheGateway() throws Exception {
    Gateway gateway = harness.gateway("streams", "1", "heartbeat", "100 ms");
    try (Reader reader = new Reader(harness, gateway, "/streams/overview")) {
      await("overviews come by themselves", () -> reader.messages().size() >= 2);
      assertThat(reader.messages().get(0).data).contains("\"streams\"");
      assertThat(reader.response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(harness.get(gateway, "/streams/overview").status()).isEqualTo(503);
      assertThat(harness.get(gateway, "/streams/nothing").status()).isEqualTo(404);
      gateway.close();
      await("the stream has ended", () -> reader.ended);
    }
  }
}
