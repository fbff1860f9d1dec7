package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.local.files.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {
  private static final Map<String, String> VERSIONS =
      new TreeMap<>(Map.of("layout", "1", "kafka", "4.2.1"));
  private static final StackProperties PROPERTIES =
      new StackProperties(VERSIONS, new StackPorts(1, 2, 3, 4, 5));

  @TempDir private Path parent;

  @Test
  void isNewWhereNothingIs() throws IOException {
    assertThat(WorkDirectory.inspect(parent.resolve("a/b"), VERSIONS)).isEmpty();
    assertThat(WorkDirectory.inspect(parent, VERSIONS)).isEmpty();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void keepsItsFilesButTheTemporaryOnes() throws Exception {
    WorkDirectory directory = used();
    Files.writeString(directory.newTmp("broker").resolve("native.so"), "x");

    directory.release();

    assertThat(directory.path().resolve("kafka/0.log")).exists();
    assertThat(directory.path()).isDirectoryNotContaining("glob:**/*.pid").exists();
    assertThat(directory.tmp()).doesNotExist();
    assertThat(WorkDirectory.inspect(directory.path(), VERSIONS)).contains(PROPERTIES);
  }

  @Test
  void givesAProcessAnEmptyTemporaryDirectoryAtEachStart() throws Exception {
    WorkDirectory directory = used();
    Files.writeString(directory.newTmp("broker").resolve("native.so"), "x");

    assertThat(directory.newTmp("broker")).isEmptyDirectory();
  }

  @Test
  void isNotSharedWithALiveOwner() throws IOException {
    Path path = used().path();

    unchangedBy(path, "in use by another running stack", VERSIONS);
    assertThatThrownBy(() -> WorkDirectory.at(path)).isInstanceOf(StackException.class);
  }

  @Test
  void isTakenOverFromADeadOwner() throws Exception {
    Path abandoned = released();
    Process owner = new ProcessBuilder("true").start();
    owner.waitFor();
    Files.writeString(abandoned.resolve("owner.pid"), owner.pid() + " unknown");

    assertThat(WorkDirectory.inspect(abandoned, VERSIONS)).contains(PROPERTIES);
    WorkDirectory directory = WorkDirectory.at(abandoned);

    assertThat(directory.path().resolve("kafka/0.log")).exists();
    assertThat(directory.logs()).isDirectory();
  }

  @Test
  void isTakenOverWhenTheOwnersPidIsUsedAgain() throws Exception {
    Path abandoned = released();
    Files.writeString(
        abandoned.resolve("owner.pid"), ProcessHandle.current().pid() + " 1999-12-31T23:59:59Z");

    assertThat(WorkDirectory.at(abandoned).path()).isDirectory();
  }

  @Test
  void belongsToAnOwnerThatHasNotWrittenItsFileYet() throws Exception {
    Path path = used().path();
    Files.writeString(path.resolve("owner.pid"), "");

    unchangedBy(path, "in use by another running stack", VERSIONS);
    assertThatThrownBy(() -> WorkDirectory.at(path)).isInstanceOf(StackException.class);
    Ownership.removeAbandoned(path);
    assertThat(path).exists();
  }

  @Test
  void isGivenToOneOfManyThatTakeItAtOnce() throws Exception {
    Path path = released();
    Files.writeString(path.resolve("owner.pid"), "1 1999-12-31T23:59:59Z");
    ExecutorService starts = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> all = Collections.nCopies(8, () -> takes(path));

    List<Boolean> taken = new ArrayList<>();
    for (Future<Boolean> start : starts.invokeAll(all)) {
      taken.add(start.get());
    }
    starts.shutdown();

    assertThat(taken).containsOnlyOnce(true);
  }

  private static boolean takes(Path path) {
    try {
      WorkDirectory.at(path);
      return true;
    } catch (StackException e) {
      return false;
    }
  }

  @Test
  void goesOnAfterAFirstStartThatWasCutShort() throws IOException {
    WorkDirectory.at(parent).release();
    Files.writeString(parent.resolve("stack.properties.next"), "layo");

    assertThat(WorkDirectory.inspect(parent, VERSIONS)).isEmpty();
  }

  @Test
  void tellsTheNextOfAProcessThatCouldNotBeKilled() throws Exception {
    WorkDirectory directory = used();
    Process child = new ProcessBuilder("sleep", "1").start();
    directory.remember(child.toHandle());
    directory.release();

    WorkDirectory.inspect(directory.path(), VERSIONS);

    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void waitsForTheProcessesOfAKilledOwner() throws Exception {
    WorkDirectory directory = used();
    Process child = new ProcessBuilder("sleep", "1").start();
    directory.remember(child.toHandle());
    Path copy = Files.createDirectories(parent.resolve("killed"));
    PROPERTIES.write(copy);
    Files.copy(directory.path().resolve("children.pid"), copy.resolve("children.pid"));

    WorkDirectory.inspect(copy, VERSIONS);

    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void ofAnotherVersionIsNotTouched() throws IOException {
    Path path = released();

    unchangedBy(
        path, "written by other versions", new TreeMap<>(Map.of("layout", "1", "kafka", "9.9.9")));
  }

  @Test
  void namesBothVersions() throws IOException {
    Path path = released();

    assertThatThrownBy(() -> WorkDirectory.inspect(path, Map.of("kafka", "9.9.9")))
        .hasMessageContaining("kafka 4.2.1")
        .hasMessageContaining("kafka 9.9.9")
        .hasMessageContaining("choose a new directory");
  }

  @Test
  void ofAnotherOriginIsNotTouched() throws IOException {
    Files.writeString(parent.resolve("thesis.txt"), "x");

    unchangedBy(parent, "is not empty", VERSIONS);
  }

  @Test
  void withBrokenPropertiesIsNotTouched() throws IOException {
    Path path = released();
    Files.writeString(path.resolve(StackProperties.NAME), "layout=1\nport.broker=99999\n");

    unchangedBy(path, "cannot be read: its port.broker is '99999'", VERSIONS);
  }

  @Test
  void isNoFile() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "x");

    assertThatThrownBy(() -> WorkDirectory.inspect(file, VERSIONS))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("is not a directory");
  }

  private WorkDirectory used() throws IOException {
    WorkDirectory directory = WorkDirectory.at(parent.resolve("stack"));
    PROPERTIES.write(directory.path());
    Files.createDirectories(directory.path().resolve("kafka"));
    Files.writeString(directory.path().resolve("kafka/0.log"), "x");
    return directory;
  }

  private Path released() throws IOException {
    WorkDirectory directory = used();
    directory.release();
    return directory.path();
  }

  private static void unchangedBy(Path path, String reason, Map<String, String> versions)
      throws IOException {
    Map<Path, String> before = contents(path);

    assertThatThrownBy(() -> WorkDirectory.inspect(path, versions))
        .isInstanceOf(StackException.class)
        .hasMessageContaining(reason);

    assertThat(contents(path)).isEqualTo(before);
  }

  /** Bytes and times of all files. */
  static Map<Path, String> contents(Path directory) throws IOException {
    Map<Path, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        FileTime time = Files.getLastModifiedTime(file);
        contents.put(
            file,
            time + (Files.isRegularFile(file) ? Arrays.toString(Files.readAllBytes(file)) : ""));
      }
    }
    return contents;
  }
}
