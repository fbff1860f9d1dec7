package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackIT {

  @Test
  void servesSurvivesACrashAndGoesOnWhereItEnded(@TempDir Path parent) throws Exception {
    Path directory = parent.resolve("stack");
    List<Long> pids;
    int prometheus = consecutivePorts();
    try (LocalStack stack =
        LocalStack.builder().directory(directory).slots(3).prometheusPort(prometheus).start()) {
      pids = stack.pids();
      assertThat(pids).hasSize(4);

      StackData data = new StackData(stack);
      data.write();
      assertThat(StackData.get(stack.flinkUrl() + "/overview")).contains("\"slots-total\":3");
      assertThat(StackData.get(stack.flinkUrl() + "/")).contains("Apache Flink Web Dashboard");

      assertThat(StackData.get("http://127.0.0.1:" + prometheus + "/metrics"))
          .contains("flink_")
          .isNotEqualTo(StackData.get("http://127.0.0.1:" + (prometheus + 1) + "/metrics"));

      stack.kill(Component.BROKER);
      assertThatThrownBy(stack::requireAlive)
          .isInstanceOf(StackException.class)
          .hasMessageContaining("The broker ended by itself: signal 9 (KILL)")
          .hasMessageContaining("kafka");
      stack.restart(Component.BROKER);
      stack.restart(Component.REGISTRY);
      stack.restart(Component.TASK_MANAGER);
      stack.requireAlive();
      data.requireAll();
      pids = stack.pids();
    }
    assertThat(pids).hasSize(4).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    assertThat(directory.resolve("tmp")).doesNotExist();
    goesOn(directory);
    isNotTouchedByAnotherVersion(directory);
  }

  /** Even at other ports: those of before may be in use. */
  private static void goesOn(Path directory) throws Exception {
    StackPorts before = properties(directory).ports();
    try (ServerSocket busy = listen(before.controller());
        ServerSocket busyToo = listen(before.broker());
        LocalStack stack =
            LocalStack.builder()
                .directory(directory)
                .only(Component.BROKER, Component.REGISTRY)
                .start()) {
      assertThat(properties(directory).ports().controller()).isNotEqualTo(busy.getLocalPort());
      assertThat(stack.bootstrapServers()).doesNotEndWith(":" + busyToo.getLocalPort());
      assertThat(stack.registryUrl()).contains(":" + before.registry() + "/");
      new StackData(stack).requireAll();
    }
  }

  private static void isNotTouchedByAnotherVersion(Path directory) throws Exception {
    StackProperties now = properties(directory);
    new StackProperties(Map.of("layout", "1", "flink", "1.0"), now.ports()).write(directory);
    Map<Path, String> before = WorkDirectoryTest.contents(directory);

    StackBuilder builder = LocalStack.builder().directory(directory);

    assertThatThrownBy(builder::start)
        .isInstanceOf(StackException.class)
        .hasMessageContaining("was written by other versions");
    assertThat(WorkDirectoryTest.contents(directory)).isEqualTo(before);
  }

  private static StackProperties properties(Path directory) {
    return StackProperties.read(directory).orElseThrow();
  }

  private static ServerSocket listen(int port) throws Exception {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void namesTheOptionOfABusyPort(@TempDir Path parent) throws Exception {
    Path directory = parent.resolve("stack");
    try (ServerSocket busy = listen(0)) {
      StackBuilder builder =
          LocalStack.builder().directory(directory).registryPort(busy.getLocalPort());
      assertThatThrownBy(builder::start)
          .isInstanceOf(StackException.class)
          .hasMessageContaining("Port " + busy.getLocalPort())
          .hasMessageContaining("--registry-port");
    }
    assertThat(Files.exists(directory)).isFalse();
  }

  /** The first of two neighbouring ports that are free now. */
  private static int consecutivePorts() {
    int port = Ports.free(1).get(0);
    while (Ports.accepts(port) || Ports.accepts(port + 1)) {
      port = Ports.free(1).get(0);
    }
    return port;
  }
}
