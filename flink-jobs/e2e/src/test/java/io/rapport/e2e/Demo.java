package io.rapport.e2e;

import io.rapport.connectors.kafka.KafkaSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code rapport demo} as a user starts it: a process of its own, on free ports. */
final class Demo implements AutoCloseable {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Path CLI = ROOT.resolve("deploy/cli/target");
  private static final Duration START = Duration.ofSeconds(150);
  private static final Duration END = Duration.ofSeconds(30);
  private static final Pattern ADDRESS =
      Pattern.compile("^(Console and API|Kafka broker|Schema registry) +(\\S+)");

  private static final int ADDRESSES = 3;

  private final Process process;
  private final List<String> printed = new ArrayList<>();
  private final CompletableFuture<Map<String, String>> addresses = new CompletableFuture<>();

  private Demo(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param directory a new one, for data and logs
   * @param rate events a second
   */
  static Demo start(Path directory, int rate) {
    try {
      Demo demo =
          new Demo(new ProcessBuilder(command(directory, rate)).redirectErrorStream(true).start());
      Thread reader = new Thread(demo::read, "demo-output");
      reader.setDaemon(true);
      reader.start();
      return demo;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the console is. */
  String url() {
    return address("Console and API");
  }

  /** How to reach its topics. */
  KafkaSettings kafka() {
    return KafkaSettings.at(address("Kafka broker"), address("Schema registry"));
  }

  private String address(String name) {
    try {
      return addresses.get(START.toSeconds(), TimeUnit.SECONDS).get(name);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the demo did not start: " + printed(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the demo did not end: " + printed());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private static List<String> command(Path directory, int rate) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = CLI.resolve("classes") + ":" + Files.readString(CLI.resolve("class-path"));
    return List.of(
        java,
        "-Xmx768m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "-Drapport.home=" + ROOT,
        "-Drapport.stack=" + System.getProperty("rapport.stack"),
        "-Drapport.log=" + directory.resolveSibling("demo.log"),
        "-Dlog4j2.disable.jmx=true",
        "-cp",
        classPath,
        "io.rapport.cli.Main",
        "demo",
        "--headless",
        "--rate=" + rate,
        "--kafka-port=0",
        "--registry-port=0",
        "--flink-port=0",
        "--gateway-port=0",
        "--directory=" + directory);
  }

  private void read() {
    Map<String, String> found = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (printed) {
          printed.add(line);
        }
        Matcher matcher = ADDRESS.matcher(line);
        if (matcher.find()) {
          found.put(matcher.group(1), matcher.group(2));
        }
        if (found.size() == ADDRESSES) {
          addresses.complete(Map.copyOf(found));
        }
      }
    } catch (IOException e) {
      addresses.completeExceptionally(e);
    }
    addresses.completeExceptionally(new IllegalStateException("the demo ended"));
  }

  private String printed() {
    synchronized (printed) {
      return String.join("\n", printed);
    }
  }
}
