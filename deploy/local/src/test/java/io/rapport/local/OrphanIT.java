package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes of a stack end with the one that started it, even if it is killed. */
class OrphanIT {

  /** Starts a broker, tells its process id, and waits for ever. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] args) throws Exception {
      LocalStack stack =
          LocalStack.builder().only(Component.BROKER).directory(Path.of(args[0])).start();
      stack.pids().forEach(pid -> System.out.println("pid " + pid));
      System.out.println("end");
      Thread.currentThread().join();
    }
  }

  @Test
  void childrenDieWithAKilledOwnerAndTheNextStartCleansUp(@TempDir Path parent) throws Exception {
    Path directory = parent.resolve("stack");
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Drapport.stack=" + System.getProperty("rapport.stack"),
                Owner.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> children;
    try (BufferedReader out = owner.inputReader()) {
      children =
          out.lines()
              .takeWhile(line -> !line.equals("end"))
              .filter(line -> line.startsWith("pid "))
              .map(line -> ProcessHandle.of(Long.parseLong(line.substring(4))).orElseThrow())
              .toList();
    } finally {
      owner.destroyForcibly().waitFor();
    }

    assertThat(children).hasSize(1);
    for (ProcessHandle child : children) {
      child.onExit().get(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
    }
    try (LocalStack next =
        LocalStack.builder().only(Component.BROKER).directory(directory).start()) {
      assertThat(next.pids()).hasSize(1);
    }
  }
}
