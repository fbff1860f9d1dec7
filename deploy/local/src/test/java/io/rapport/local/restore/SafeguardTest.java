package io.rapport.local.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.local.files.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeguardTest {
  @TempDir private Path stack;
  private RestorePoints points;
  private Path savepoint;
  private Path shared;

  @BeforeEach
  void save() throws IOException {
    points = RestorePoints.in(stack);
    savepoint = points.savepoints("j").resolve("savepoint-1");
    shared = points.checkpoints("j").resolve("old/shared/1.sst");
    write(savepoint.resolve("_metadata"));
    write(shared);
  }

  @Test
  void putsBackWhatAStartHasDeletedAndRemovesWhatItHasWritten() throws IOException {
    Safeguard guard = Safeguard.begin(points);
    spoil();

    guard.takeBack();

    assertAsBefore();
  }

  @Test
  void putsBackBeforeTheNextStartWhatAKilledOneHasSpoilt() throws IOException {
    Safeguard.begin(points);
    spoil();

    Safeguard.begin(points).succeed();

    assertAsBefore();
  }

  @Test
  void leavesWhatASuccessfulStartHasDone() throws IOException {
    Safeguard guard = Safeguard.begin(points);
    spoil();

    guard.succeed();

    assertThat(savepoint).doesNotExist();
    assertThat(points.newest("j")).map(RestorePoint::kind).contains(RestorePoint.Kind.CHECKPOINT);
    assertThat(points.root().resolve("before-start")).doesNotExist();
  }

  @Test
  void beginsInANewDirectory() {
    RestorePoints none = RestorePoints.in(stack.resolve("new"));

    Safeguard.begin(none).succeed();

    assertThat(none.newest("j")).isEmpty();
  }

  private void spoil() throws IOException {
    DirectoryTree.delete(savepoint);
    Files.delete(shared);
    write(points.checkpoints("j").resolve("id/chk-1/_metadata"));
  }

  private void assertAsBefore() {
    assertThat(points.all("j")).singleElement().extracting(RestorePoint::path).isEqualTo(savepoint);
    assertThat(shared).exists();
    assertThat(points.root().resolve("before-start")).doesNotExist();
  }

  private static void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {0x49, 0x60, 0x67, 0x2d, 0, 0});
  }
}
