package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.command.Pause;
import io.rapport.command.connection.TopicSetup;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.local.FlinkRest;
import io.rapport.local.JitMode;
import io.rapport.local.LocalStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack leaves nothing in the system's temporary directory, neither ended nor killed. */
class LitterIT {
  private static final Path JOB_JAR = Path.of("..", "jobs", "target", "rapport-jobs-job.jar");
  private static final Path SYSTEM_TMP = Path.of(System.getProperty("java.io.tmpdir"));

  /** Names of the temporary files of broker, registry, Flink and the libraries of the jobs. */
  private static final Pattern LITTER =
      Pattern.compile(
          "(onnxruntime|vertx|quarkus|flink|rocksdb|librocksdb|jna|snappy|libzstd|liblz4|kafka"
              + "|blobStore|localState|jm_|tm_|rapport|djl|tokenizers).*");

  /** Starts a stack and a job that loads native libraries; ends it, or waits to be killed. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] args) throws Exception {
      try (LocalStack stack =
          LocalStack.builder().directory(Path.of(args[0])).compiler(JitMode.QUICK).start()) {
        KafkaSettings kafka = KafkaSettings.at(stack.bootstrapServers(), stack.registryUrl());
        TopicSetup.ensure(kafka);
        FlinkRest flink = FlinkRest.at(stack.flinkUrl());
        flink.run(
            flink.upload(JOB_JAR),
            "io.rapport.jobs.recommendation.RecommendationJob",
            List.of(
                "--rapport.kafka.bootstrap-servers",
                stack.bootstrapServers(),
                "--rapport.kafka.registry-url",
                stack.registryUrl()));
        try (Producers producers = new Producers(kafka)) {
          producers.send(new Shop(Instant.now()).item(0));
        }
        while (!loaded(stack.directory().resolve("tmp"))) {
          Pause.millis(200);
        }
        stack.pids().forEach(pid -> System.out.println("pid " + pid));
        System.out.println("loaded");
        if (args[1].equals("wait")) {
          Thread.currentThread().join();
        }
      }
    }

    private static boolean loaded(Path directory) throws IOException {
      try (Stream<Path> files = Files.walk(directory)) {
        return files.anyMatch(file -> file.getFileName().toString().contains("onnxruntime4j"));
      } catch (UncheckedIOException e) {
        return false; // A file was removed meanwhile.
      }
    }
  }

  @Test
  void leavesNothing(@TempDir Path parent) throws Exception {
    Set<String> before = litter();

    try (Run ended = Run.start(parent.resolve("ended"), "end")) {
      assertThat(ended.process().waitFor(3, TimeUnit.MINUTES)).isTrue();
    }
    try (Run killed = Run.start(parent.resolve("killed"), "wait")) {
      killed.process().destroyForcibly().waitFor();
      for (ProcessHandle child : killed.children()) {
        child.onExit().get(1, TimeUnit.MINUTES);
      }
    }

    assertThat(before).containsAll(litter());
  }

  /** An owner whose job has loaded its libraries. */
  private record Run(Process process, List<ProcessHandle> children) implements AutoCloseable {

    static Run start(Path directory, String end) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+PerfDisableSharedMem",
                  "--add-opens=java.base/java.util=ALL-UNNAMED",
                  "--add-opens=java.base/java.lang=ALL-UNNAMED",
                  "-Drapport.stack=" + System.getProperty("rapport.stack"),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Owner.class.getName(),
                  directory.toString(),
                  end)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader out = process.inputReader();
      List<Long> pids =
          out.lines()
              .takeWhile(line -> !line.equals("loaded"))
              .filter(line -> line.startsWith("pid "))
              .map(line -> Long.parseLong(line.substring(4)))
              .toList();
      assertThat(pids).hasSize(4).noneMatch(LitterIT::hasCounters);
      return new Run(
          process, pids.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList());
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** Whether a JVM shows its counters to other programs, in a file of the temporary directory. */
  private static boolean hasCounters(long pid) {
    return Files.exists(
        SYSTEM_TMP
            .resolve("hsperfdata_" + System.getProperty("user.name"))
            .resolve(Long.toString(pid)));
  }

  private static Set<String> litter() throws IOException {
    try (Stream<Path> entries = Files.list(SYSTEM_TMP)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> LITTER.matcher(name).matches())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
