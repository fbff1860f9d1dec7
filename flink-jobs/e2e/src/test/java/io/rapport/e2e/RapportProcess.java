package io.rapport.e2e;

import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.local.FlinkRest;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code rapport} command as a user starts it: a process of its own that prints addresses. */
final class RapportProcess implements AutoCloseable {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Path CLI = ROOT.resolve("deploy/cli/target");
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration END = Duration.ofMinutes(3);

  private static final String CONSOLE = "Console and API";
  private static final String BROKER = "Kafka broker";
  private static final String REGISTRY = "Schema registry";
  private static final String FLINK = "Flink dashboard";
  private static final Pattern ADDRESS =
      Pattern.compile("^(" + String.join("|", CONSOLE, BROKER, REGISTRY, FLINK) + ") +(\\S+)");

  private final Process process;
  private final Set<String> expected;
  private final List<String> printed = new ArrayList<>();
  private final CompletableFuture<Map<String, String>> addresses = new CompletableFuture<>();
  private final Thread reader = new Thread(this::read, "rapport-output");

  private RapportProcess(Process process, Set<String> expected) {
    this.process = process;
    this.expected = expected;
  }

  /**
   * Starts the demo on free ports.
   *
   * @param rate events a second
   * @param origin whose pages may call the gateway
   */
  static RapportProcess demo(int rate, String origin) {
    return stack(
        "demo", "--headless", "--rate=" + rate, "--set=rapport.gateway.cors-origins=" + origin);
  }

  /** Starts broker, registry, Flink and gateway on free ports, and no job. */
  static RapportProcess withoutJobs(Path directory) {
    return stack("up", "--no-jobs", "--directory=" + directory);
  }

  /**
   * Starts broker, registry, Flink, the four jobs and the gateway, and waits until they run.
   *
   * @param directory a new one, or that of an earlier start, which goes on
   * @param options more of them
   */
  static RapportProcess up(Path directory, String... options) {
    List<String> all = new ArrayList<>(List.of("up", "--directory=" + directory));
    all.addAll(List.of(options));
    RapportProcess up = stack(all.toArray(String[]::new));
    try {
      up.url();
      return up;
    } catch (RuntimeException e) {
      up.close();
      throw e;
    }
  }

  private static RapportProcess stack(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of("--kafka-port=0", "--registry-port=0", "--flink-port=0", "--gateway-port=0"));
    return start(Set.of(CONSOLE, BROKER, REGISTRY, FLINK), all.toArray(String[]::new));
  }

  /**
   * Starts another gateway beside a demo.
   *
   * @param port 0 for any free one
   * @param more options of the command
   */
  static RapportProcess gateway(RapportProcess demo, int port, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "gateway",
                "--port=" + port,
                "--bootstrap=" + demo.address(BROKER),
                "--registry=" + demo.address(REGISTRY),
                "--flink=" + demo.address(FLINK)));
    all.addAll(List.of(more));
    return start(Set.of(CONSOLE), all.toArray(String[]::new));
  }

  /** The console's address. */
  String url() {
    return address(CONSOLE);
  }

  /** The settings by which its topics are reached. */
  KafkaSettings kafka() {
    return KafkaSettings.at(address(BROKER), address(REGISTRY));
  }

  /** Flink's REST API. */
  FlinkRest flink() {
    return FlinkRest.at(address(FLINK));
  }

  /**
   * Kills one of the processes it started, as a crash would.
   *
   * @param name of its log file
   */
  void kill(String name) {
    ProcessHandle victim =
        process
            .descendants()
            .filter(child -> commandLine(child).contains("/" + name + ".log"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no " + name + " runs: " + printed()));
    victim.destroyForcibly();
    victim.onExit().join();
  }

  /** The whole command line; that of the JDK is cut after some thousand characters. */
  private static String commandLine(ProcessHandle child) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** Ends it without a chance to clean up. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Kills it and all of its processes at once. Unlike a power cut, that loses no written byte. */
  void killEverything() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(ended -> ended.onExit().join());
  }

  /** Ends it as Ctrl-C does; returns when it has ended. */
  @Override
  public void close() {
    // The process's own method would close its output, and the rest of it be lost.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("it did not end: " + printed());
      }
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private static RapportProcess start(Set<String> expected, String... arguments) {
    try {
      List<String> command = new ArrayList<>(java());
      command.addAll(List.of(arguments));
      RapportProcess started =
          new RapportProcess(
              new ProcessBuilder(command).redirectErrorStream(true).start(), expected);
      started.reader.setDaemon(true);
      started.reader.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> java() throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx768m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "-Drapport.home=" + ROOT,
        "-Drapport.stack=" + System.getProperty("rapport.stack"),
        "-Drapport.log=" + Path.of("target", "rapport.log").toAbsolutePath(),
        "-Dlog4j2.disable.jmx=true",
        "-cp",
        CLI.resolve("classes") + ":" + Files.readString(CLI.resolve("class-path")),
        "io.rapport.cli.Main");
  }

  private String address(String name) {
    try {
      return addresses.get(START.toSeconds(), TimeUnit.SECONDS).get(name);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("it did not start: " + printed(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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
        if (found.keySet().equals(expected)) {
          addresses.complete(Map.copyOf(found));
        }
      }
    } catch (IOException e) {
      addresses.completeExceptionally(e);
    }
    addresses.completeExceptionally(new IllegalStateException("it ended"));
  }

  /** Its output so far, the whole of it once it has ended. */
  String printed() {
    synchronized (printed) {
      return String.join("\n", printed);
    }
  }
}
