package io.rapport.local.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
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

  /** As root may read every file, the one that cannot be read is a directory. */
  @Test
  void areNeitherHiddenNorRemovedWhereTheyCannotBeRead() throws IOException {
    Path unreadable = points.savepoints("customer").resolve("savepoint-a-1");
    Files.createDirectories(unreadable.resolve("_metadata"));

    assertThatThrownBy(() -> points.newest("customer"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot read the savepoint " + unreadable);
    assertThatThrownBy(() -> points.prune(1)).isInstanceOf(UncheckedIOException.class);
    assertThat(unreadable).exists();
  }

  @Test
  void areNoFiles() throws IOException {
    Path file = file(points.savepoints("customer").resolve("notes.txt"));

    assertThat(points.all("customer")).isEmpty();
    points.prune(1);
    assertThat(file).exists();
  }

  @Test
  void keepTheFilesOfTheirOwnJobAlone() throws IOException {
    Path old = checkpoint(A, 3, 0);
    Path shared = file(points.checkpoints("customer").resolve(B).resolve("shared/1.sst"));
    Path needed = checkpoint(B, 5, 10);
    file(points.checkpoints("customer").resolve(C).resolve("shared/2.sst"));

    points.prune(1);

    assertThat(needed.resolve("_metadata")).exists();
    assertThat(shared).exists();
    assertThat(old).doesNotExist();
    assertThat(points.checkpoints("customer").resolve(A)).doesNotExist();
    assertThat(points.checkpoints("customer").resolve(C)).doesNotExist();
  }

  @Test
  void areBoundedInNumberWhileAJobRuns() throws IOException {
    Path oldest = checkpoint(A, 3, 0);
    Path older = checkpoint(B, 4, 5);
    Path newest = savepoint("savepoint-aaaaaa-1", 10);
    Path begun = Files.createDirectories(points.savepoints("customer").resolve("savepoint-b-9"));
    Path running = file(points.checkpoints("customer").resolve(C).resolve("shared/1.sst"));

    points.prune("customer", 2, Set.of(C));

    assertThat(points.checkpoints("customer").resolve(A)).doesNotExist();
    assertThat(oldest).doesNotExist();
    assertThat(older).exists();
    assertThat(newest).exists();
    assertThat(begun).exists();
    assertThat(running).exists();
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

  private Path checkpoint(String jobId, int number, int second) throws IOException {
    return point(points.checkpoints("customer").resolve(jobId).resolve("chk-" + number), second);
  }

  private Path savepoint(String name, int second) throws IOException {
    return point(points.savepoints("customer").resolve(name), second);
  }

  private static Path point(Path path, int second) throws IOException {
    Files.createDirectories(path);
    Path metadata = path.resolve("_metadata");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(metadata))) {
      out.writeInt(0x4960672d);
    }
    Files.setLastModifiedTime(metadata, FileTime.from(NOON.plusSeconds(second)));
    return path;
  }

  private static Path file(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    return Files.writeString(path, "x");
  }
}
