package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rapport.local.supervision.SupervisionSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes of a stack end with the one that started it, in whatever way that one ends. */
class OrphanIT {

  private static final int SIGINT = 2;

  /** Starts broker and registry, writes into them, tells the process ids, and waits for ever. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] args) throws Exception {
      LocalStack stack =
          LocalStack.builder()
              .only(Component.BROKER, Component.REGISTRY)
              .directory(Path.of(args[0]))
              .start();
      new StackData(stack).write();
      stack.supervise(SupervisionSettings.defaults(), new SupervisionListener() {});
      Path saved = Path.of(args[1]);
      stack.beforeStop(() -> save(stack, saved), Duration.ofSeconds(20));
      stack.pids().forEach(pid -> System.out.println("pid " + pid));
      System.out.println("end");
      Thread.currentThread().join();
    }

    /** Tells which processes run some time after the end was asked for. */
    private static void save(LocalStack stack, Path saved) {
      try {
        Thread.sleep(2_000);
        Files.writeString(saved, "still running " + stack.pids().size());
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final List<Process> owners = new ArrayList<>();

  /** A test that fails leaves no owner, whose output the build would wait for. */
  @AfterEach
  void endOwners() {
    owners.forEach(Process::destroyForcibly);
  }

  @Test
  void aKilledOwnerLeavesNoProcessAndAllItsData(@TempDir Path parent) throws Exception {
    Process owner = start(parent, List.of());
    List<ProcessHandle> children = children(owner);
    Path directory = parent.resolve("stack");
    assertThatThrownBy(() -> WorkDirectory.inspect(directory, Map.of()))
        .hasMessageContaining("in use by another running stack");
    assertThatThrownBy(() -> WorkDirectory.at(directory))
        .hasMessageContaining("in use by another running stack");

    owner.destroyForcibly().waitFor();

    assertThat(children).hasSize(2);
    requireEnd(children);
    assertThat(parent.resolve("saved")).doesNotExist();
    goesOn(parent);
  }

  /** As a terminal does it: the signal goes to the children too. */
  @Test
  void anInterruptedOwnerEndsInItsOwnOrder(@TempDir Path parent) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/setsid")), "setsid makes a process group of its own");
    assumeTrue(hearsInterrupts(), "the build was started so that it ignores SIGINT");
    Process owner = start(parent, List.of("/usr/bin/setsid"));
    List<ProcessHandle> children = children(owner);

    new ProcessBuilder("kill", "-INT", "--", "-" + owner.pid()).inheritIO().start().waitFor();

    assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();
    requireEnd(children);
    assertThat(parent.resolve("saved")).hasContent("still running 2");
    goesOn(parent);
  }

  /**
   * Whether SIGINT, which children inherit, is not ignored; a shell's background job ignores it.
   */
  private static boolean hearsInterrupts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .noneMatch(ignored -> (ignored & (1L << (SIGINT - 1))) != 0);
  }

  private Process start(Path parent, List<String> wrapper) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Drapport.stack=" + System.getProperty("rapport.stack"),
            Owner.class.getName(),
            parent.resolve("stack").toString(),
            parent.resolve("saved").toString()));
    Process owner =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    owners.add(owner);
    return owner;
  }

  private static List<ProcessHandle> children(Process owner) {
    BufferedReader out = owner.inputReader();
    return out.lines()
        .takeWhile(line -> !line.equals("end"))
        .filter(line -> line.startsWith("pid "))
        .map(line -> ProcessHandle.of(Long.parseLong(line.substring(4))).orElseThrow())
        .toList();
  }

  private static void requireEnd(List<ProcessHandle> children) throws Exception {
    for (ProcessHandle child : children) {
      child.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  private static void goesOn(Path parent) throws Exception {
    try (LocalStack next =
        LocalStack.builder()
            .only(Component.BROKER, Component.REGISTRY)
            .directory(parent.resolve("stack"))
            .start()) {
      new StackData(next).requireAll();
    }
  }
}
