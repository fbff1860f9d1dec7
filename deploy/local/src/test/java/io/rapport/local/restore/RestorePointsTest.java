package io.rapport.local.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestorePointsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String A = "a".repeat(32);
  private static final String B = "b".repeat(32);
  private static final String C = "c".repeat(32);

  @TempDir private Path directory;
  private RestorePoints points;

  @BeforeEach
  void in() {
    points = RestorePoints.in(directory);
  }

  @Test
  void areNoneWhereNothingIs() {
    assertThat(points.newest("customer")).isEmpty();
    points.prune(1);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void areSortedByTheirEnd() throws IOException {
    Path first = checkpoint(A, 9, 0);
    Path second = savepoint("savepoint-aaaaaa-1", 10);
    Path third = checkpoint(B, 1, 20);

    assertThat(points.all("customer"))
        .extracting(RestorePoint::path)
        .containsExactly(third, second, first);
    assertThat(points.newest("customer"))
        .contains(new RestorePoint(RestorePoint.Kind.CHECKPOINT, third, NOON.plusSeconds(20)));
    assertThat(points.newest("segment")).isEmpty();
  }

  @Test
  void areCompleteOnes() throws IOException {
    Files.createDirectories(points.checkpoints("customer").resolve(A).resolve("chk-7"));
    Path empty = Files.createDirectories(points.savepoints("customer").resolve("savepoint-a-1"));
    Files.writeString(empty.resolve("_metadata"), "");
    Path foreign = Files.createDirectories(points.savepoints("customer").resolve("savepoint-a-2"));
    Files.writeString(foreign.resolve("_metadata"), "something else");
    Files.createDirectories(points.checkpoints("customer").resolve(A).resolve("shared"));

    assertThat(points.all("customer")).isEmpty();
  }

  @Test
  void keepWhatTheNewestNeed() throws IOException {
    Path old = checkpoint(A, 3, 0);
    Path shared = file(points.checkpoints("customer").resolve(B).resolve("shared/1.sst"));
    Path needed = checkpoint(C, 5, 10, "file:" + shared);

    points.prune(1);

    assertThat(needed.resolve("_metadata")).exists();
    assertThat(shared).exists();
    assertThat(old).doesNotExist();
    assertThat(points.checkpoints("customer").resolve(A)).doesNotExist();
  }

  @Test
  void stayWhileAJobThatWentOnFromThemUsesTheirFiles() throws IOException {
    Path used = savepoint("savepoint-aaaaaa-1", 0);
    Path unused = savepoint("savepoint-aaaaaa-2", 5);
    Path usedCheckpoint = checkpoint(A, 3, 6);
    checkpoint(
        B, 1, 10, "file:" + used.resolve("state"), "file:" + usedCheckpoint.resolve("state"));

    points.prune(1);

    assertThat(used).exists();
    assertThat(usedCheckpoint).exists();
    assertThat(unused).doesNotExist();
  }

  @Test
  void areBoundedInNumber() throws IOException {
    for (int i = 0; i < 5; i++) {
      savepoint("savepoint-aaaaaa-" + i, i);
    }
    Path begun = Files.createDirectories(points.savepoints("customer").resolve("savepoint-b-9"));

    points.prune(2);

    assertThat(points.all("customer"))
        .extracting(point -> point.path().getFileName().toString())
        .containsExactly("savepoint-aaaaaa-4", "savepoint-aaaaaa-3");
    assertThat(begun).doesNotExist();
  }

  private Path checkpoint(String jobId, int number, int second, String... names)
      throws IOException {
    return point(
        points.checkpoints("customer").resolve(jobId).resolve("chk-" + number), second, names);
  }

  private Path savepoint(String name, int second) throws IOException {
    return point(points.savepoints("customer").resolve(name), second);
  }

  private static Path point(Path path, int second, String... names) throws IOException {
    Files.createDirectories(path);
    Path metadata = path.resolve("_metadata");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(metadata))) {
      out.writeInt(0x4960672d);
      for (String name : names) {
        out.writeUTF(name);
      }
    }
    Files.setLastModifiedTime(metadata, FileTime.from(NOON.plusSeconds(second)));
    return path;
  }

  private static Path file(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    return Files.writeString(path, "x");
  }
}
