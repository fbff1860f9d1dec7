package io.rapport.local.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {
  @TempDir private Path parent;

  @Test
  void isRemovedWithEverythingInIt() throws IOException {
    Path directory = parent.resolve("stack");
    Files.createDirectories(directory.resolve("kafka/topic-0"));
    Files.writeString(directory.resolve("kafka/topic-0/0.log"), "x");
    Files.writeString(directory.resolve("owner.pid"), "x");

    DirectoryTree.delete(directory, directory.resolve("owner.pid"));

    assertThat(directory).doesNotExist();
    DirectoryTree.delete(directory);
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void isRemovedThoughSomebodyStillWritesForAWhile() {
    Path directory = parent.resolve("stack");
    Path checkpoints = directory.resolve("checkpoints");
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

    DirectoryTree.delete(directory);

    writer.join();
    DirectoryTree.delete(directory);
    assertThat(directory).doesNotExist();
  }
}
