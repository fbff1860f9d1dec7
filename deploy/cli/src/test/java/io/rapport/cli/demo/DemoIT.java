package io.rapport.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.cli.Main;
import io.rapport.command.connection.ProjectPaths;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DemoIT {
  private static final Pattern CONSOLE = Pattern.compile("Console and API +(http://[0-9.:]+)");
  private static final long START_SECONDS = 180;

  @Test
  void producesEveryProductAccountsForEveryEventAndCleansUp() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CompletableFuture<Integer> visitor = CompletableFuture.supplyAsync(() -> click(out));

    int status =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "demo",
                "--headless",
                "--for=10s",
                "--rate=100",
                "--kafka-port=0",
                "--registry-port=0",
                "--flink-port=0",
                "--gateway-port=0");
    Matcher directory = Pattern.compile("Data and logs +(\\S+)").matcher(out.toString());

    assertThat(status).as(out + "\n" + err).isZero();
    assertThat(visitor).isCompletedWithValue(202);
    assertThat(out.toString())
        .contains("clicks: 1 came from elsewhere")
        .contains("PASSED")
        .containsPattern("Console and API +http://127.0.0.1:[1-9][0-9]+")
        .containsPattern("clicks +recommendation")
        .containsPattern("support-events +support")
        .containsPattern("[1-9][0-9,]* CustomerSegment");
    assertThat(directory.find()).isTrue();
    assertThat(Path.of(directory.group(1))).doesNotExist();
    assertThat(ProjectPaths.session()).doesNotExist();
  }

  /** Somebody looks at an item in the console's shop as soon as it is there. */
  private static int click(StringWriter out) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    Matcher console = CONSOLE.matcher(out.toString());
    while (!console.find() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      console = CONSOLE.matcher(out.toString());
    }
    HttpRequest view =
        HttpRequest.newBuilder(URI.create(console.group(1) + "/events/clicks"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"visitorId\":\"passer-by\",\"action\":\"VIEW\",\"itemId\":\"sku-42\"}"))
            .build();
    try {
      return HttpClient.newHttpClient().send(view, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
