package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {
  @TempDir private Path parent;

  @Test
  void isRemovedWithEverythingInIt() throws Exception {
    WorkDirectory directory = WorkDirectory.at(parent.resolve("a/b"));
    Files.createDirectories(directory.path().resolve("kafka/topic-0"));
    Files.writeString(directory.path().resolve("kafka/topic-0/0.log"), "x");

    directory.delete();

    assertThat(directory.path()).doesNotExist();
    directory.delete();
  }

  @Test
  void isRemovedThoughSomebodyStillWritesForAWhile() throws Exception {
    WorkDirectory directory = WorkDirectory.at(parent.resolve("stack"));
    Path checkpoints = directory.path().resolve("checkpoints");
    AtomicInteger written = new AtomicInteger();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                try {
                  Files.createDirectories(checkpoints);
                  Files.writeString(checkpoints.resolve("chk-" + i), "x");
                  written.incrementAndGet();
                } catch (IOException e) {
                  // Removed between the two: the next one is tried.
                }
              }
            });
    while (written.get() == 0) {
      Thread.onSpinWait();
    }

    directory.delete();

    writer.join();
    directory.delete();
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void isNotSharedWithALiveOwner() {
    WorkDirectory directory = WorkDirectory.at(parent.resolve("stack"));

    assertThatThrownBy(() -> WorkDirectory.at(directory.path()))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("in use by another running stack");
  }

  @Test
  void isTakenOverFromADeadOwner() throws Exception {
    WorkDirectory abandoned = WorkDirectory.at(parent.resolve("stack"));
    Files.writeString(abandoned.path().resolve("left-over"), "x");
    Process owner = new ProcessBuilder("true").start();
    owner.waitFor();
    Files.writeString(abandoned.path().resolve("owner.pid"), owner.pid() + " unknown");

    WorkDirectory directory = WorkDirectory.at(abandoned.path());

    assertThat(directory.path().resolve("left-over")).doesNotExist();
    assertThat(directory.logs()).isDirectory();
  }

  @Test
  void isTakenOverWhenTheOwnersPidIsUsedAgain() throws Exception {
    WorkDirectory abandoned = WorkDirectory.at(parent.resolve("stack"));
    Files.writeString(
        abandoned.path().resolve("owner.pid"),
        ProcessHandle.current().pid() + " 1999-12-31T23:59:59Z");

    assertThat(WorkDirectory.at(abandoned.path()).path()).isDirectory();
  }

  @Test
  void neverRemovesWhatIsNotItsOwn() throws Exception {
    Files.writeString(parent.resolve("thesis.txt"), "x");

    assertThatThrownBy(() -> WorkDirectory.at(parent))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("is not empty");
    assertThat(parent.resolve("thesis.txt")).exists();
  }
}
