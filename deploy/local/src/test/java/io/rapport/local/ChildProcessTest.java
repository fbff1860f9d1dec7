package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  /** A program that never ends. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) throws Exception {
      Thread.currentThread().join();
    }
  }

  @Test
  void leavesNoProcessThatNobodyKnowsOf(@TempDir Path path) throws Exception {
    WorkDirectory directory = WorkDirectory.at(path);
    Files.createDirectories(path.resolve("children.pid/in the way"));
    JavaCommand endless =
        new JavaCommand(
            List.of(), System.getProperty("java.class.path"), List.of(Endless.class.getName()));
    Set<ProcessHandle> before = children();

    assertThatThrownBy(() -> ChildProcess.start(Component.GATEWAY, endless, directory))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("children.pid");
    Waiting.until("its end", () -> before.containsAll(children()));
    assertThat(before).containsAll(children());
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }
}
