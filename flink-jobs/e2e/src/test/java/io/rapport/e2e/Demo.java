package io.rapport.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final Pattern CONSOLE = Pattern.compile("^Console and API +(http\\S+)");

  private final Process process;
  private final List<String> printed = new ArrayList<>();
  private final CompletableFuture<String> console = new CompletableFuture<>();

  private Demo(Process process) {
    this.process = process;
  }

  /**
   * Starts it and waits until it has printed the console's address.
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
    try {
      return console.get(START.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no console: " + printed(), e);
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
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (printed) {
          printed.add(line);
        }
        Matcher matcher = CONSOLE.matcher(line);
        if (matcher.find()) {
          console.complete(matcher.group(1));
        }
      }
    } catch (IOException e) {
      console.completeExceptionally(e);
    }
    console.completeExceptionally(new IllegalStateException("the demo ended"));
  }

  private String printed() {
    synchronized (printed) {
      return String.join("\n", printed);
    }
  }
}
