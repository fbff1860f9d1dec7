package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.local.supervision.Restart;
import io.rapport.local.supervision.RestartLog;
import io.rapport.local.supervision.SupervisionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every process of a stack is killed once, and one again and again. */
class SupervisionIT {
  private static final SupervisionSettings QUICK =
      new SupervisionSettings(
          Duration.ofMillis(100), Duration.ofMillis(400), 3, Duration.ofMinutes(10));

  /** A program that runs once: at each further start it ends with a message. */
  static final class Once {
    private Once() {}

    public static void main(String[] args) throws Exception {
      if (!Path.of(args[0]).toFile().createNewFile()) {
        System.err.println("ERROR No second time");
        System.exit(3);
      }
      Thread.currentThread().join();
    }
  }

  private record OnceServer(Path file) implements Server {
    @Override
    public Component component() {
      return Component.GATEWAY;
    }

    @Override
    public JavaCommand launch() {
      return new JavaCommand(
          List.of(),
          System.getProperty("java.class.path"),
          List.of(Once.class.getName(), file.toString()));
    }

    @Override
    public boolean ready() {
      return Files.exists(file);
    }
  }

  @Test
  void restartsWhateverEndsByItself(@TempDir Path parent) throws Exception {
    AtomicInteger jobsLost = new AtomicInteger();
    List<Long> pids;
    try (LocalStack stack =
        LocalStack.builder().directory(parent.resolve("stack")).compiler(JitMode.QUICK).start()) {
      new StackData(stack).write();
      stack.launch(new OnceServer(parent.resolve("ran")));
      stack.supervise(
          QUICK,
          new SupervisionListener() {
            @Override
            public void jobsLost() {
              jobsLost.incrementAndGet();
            }
          });

      for (Component component :
          List.of(Component.BROKER, Component.REGISTRY, Component.TASK_MANAGER)) {
        stack.kill(component);
        Restart restart = awaitRestart(stack, component);
        assertThat(restart.reason()).isEqualTo("signal 9 (KILL)");
        assertThat(restart.servedAt()).isAfter(restart.endedAt());
        assertThat(restart.logLine()).isNotBlank();
      }
      new StackData(stack).requireAll();
      assertThat(jobsLost).hasValue(0);

      stack.kill(Component.JOB_MANAGER);
      awaitRestart(stack, Component.JOB_MANAGER);
      Waiting.until("jobs to be submitted again", () -> jobsLost.get() == 1);
      Waiting.until("a restart of the taskmanager", () -> restarts(stack).size() == 5);
      assertThat(restarts(stack))
          .extracting(Restart::component)
          .startsWith("broker", "registry", "taskmanager")
          .endsWith("taskmanager");
      assertThat(StackData.get(stack.flinkUrl() + "/overview")).contains("\"taskmanagers\":1");
      stack.requireAlive();

      stack.kill(Component.GATEWAY);
      Waiting.until("the limit", () -> failed(stack));
      assertThatThrownBy(stack::requireAlive)
          .isInstanceOf(StackException.class)
          .hasMessageContaining("The gateway ended 4 times within 10 minutes")
          .hasMessageContaining("exit status 3")
          .hasMessageContaining("ERROR No second time")
          .hasMessageContaining("Mend the cause");
      pids = stack.pids();
      assertThat(pids).hasSize(4);
    }
    assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
  }

  private static Restart awaitRestart(LocalStack stack, Component component) {
    Waiting.until(
        "a restart of the " + component.label(),
        () -> restarts(stack).stream().anyMatch(restart -> of(restart, component)));
    return restarts(stack).stream()
        .filter(restart -> of(restart, component))
        .findFirst()
        .orElseThrow();
  }

  private static List<Restart> restarts(LocalStack stack) {
    return RestartLog.in(stack.directory()).read();
  }

  private static boolean of(Restart restart, Component component) {
    return restart.component().equals(component.label());
  }

  private static boolean failed(LocalStack stack) {
    try {
      stack.requireAlive();
      return false;
    } catch (StackException e) {
      return true;
    }
  }
}
