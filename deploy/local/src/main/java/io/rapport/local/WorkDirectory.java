package io.rapport.local;

import io.rapport.local.files.AtomicFile;
import io.rapport.local.files.DirectoryTree;
import io.rapport.local.files.Ownership;
import io.rapport.local.process.ProcessMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The directory of one running stack, which holds a lock of it for as long as its process lives: no
 * two stacks share one, and that of a killed owner is taken over, or removed if it is a temporary
 * one.
 */
final class WorkDirectory {
  private static final String CHILDREN = "children.pid";
  private static final String PREFIX = "stack-";

  /** Files of a start that was cut short, and keys. */
  private static final Set<String> BEFORE_THE_FIRST_START =
      Set.of(
          Ownership.OWNER,
          Ownership.LOCK,
          StackProperties.NAME + AtomicFile.NEXT,
          "tmp",
          "logs",
          "keys.json",
          "keys.json.lock");

  private static final Duration CHILDREN_WAIT = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Path path;
  private final boolean temporary;
  private final Ownership ownership;

  /**
   * @param temporary whether the directory goes with the stack
   */
  private WorkDirectory(Path path, boolean temporary, Ownership ownership) {
    this.path = path;
    this.temporary = temporary;
    this.ownership = ownership;
  }

  /** A new directory below this user's cache; abandoned ones are removed first. */
  static WorkDirectory createTemporary(boolean keep) {
    Path parent = UserDirectories.cache();
    try {
      Files.createDirectories(parent);
      for (Path entry : entries(parent)) {
        if (entry.getFileName().toString().startsWith(PREFIX)) {
          Ownership.removeAbandoned(entry);
        }
      }
      return claim(Files.createTempDirectory(parent, PREFIX), !keep);
    } catch (IOException | UncheckedIOException e) {
      throw new StackException(
          "Cannot create a directory in " + parent + ". XDG_CACHE_HOME names another place.", e);
    }
  }

  /**
   * Looks at a directory that is to be used, and changes nothing. Waits for the processes of a
   * killed owner, which end by themselves.
   *
   * @param versions that will use it
   * @return what a stack of before has left there; empty for a new directory
   * @throws StackException if another live process owns it, other versions have written it, or it
   *     holds files of another origin
   */
  static Optional<StackProperties> inspect(Path path, Map<String, String> versions) {
    Path directory = normal(path);
    if (!Files.exists(directory)) {
      return Optional.empty();
    }
    if (!Files.isDirectory(directory)) {
      throw new StackException(directory + " is not a directory. Choose another.");
    }
    try {
      if (Ownership.isHeld(directory)) {
        throw inUse(directory);
      }
      Optional<StackProperties> before = StackProperties.read(directory);
      before.ifPresent(properties -> properties.requireVersions(directory, versions));
      if (before.isEmpty() && !holdsNothing(directory)) {
        throw new StackException(
            directory
                + " is not empty, and no stack has written it. Nothing in it was changed."
                + " Choose a new directory.");
      }
      awaitChildren(directory);
      return before;
    } catch (IOException e) {
      throw new StackException("Cannot read the directory " + directory, e);
    }
  }

  /** The given directory, created if need be, for this process, after {@link #inspect}. */
  static WorkDirectory at(Path path) {
    Path directory = normal(path);
    try {
      Files.createDirectories(directory);
      return claim(directory, false);
    } catch (IOException e) {
      throw new StackException("Cannot use the directory " + directory, e);
    }
  }

  Path path() {
    return path;
  }

  Path logs() {
    return path.resolve("logs");
  }

  /** The directory of files that no later start of the stack needs. */
  Path tmp() {
    return path.resolve("tmp");
  }

  /** A new, empty directory for the temporary files of a process. */
  Path newTmp(String process) {
    Path directory = tmp().resolve(process);
    try {
      DirectoryTree.delete(directory);
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new StackException("Cannot create " + directory, e);
    }
  }

  /** Keeps a process's id for whoever takes the directory over from a killed owner. */
  void remember(ProcessHandle child) {
    Path file = path.resolve(CHILDREN);
    try {
      String lines =
          Stream.concat(
                  lines(file).stream().filter(line -> ProcessMark.live(line).isPresent()),
                  Stream.of(ProcessMark.of(child)))
              .map(line -> line + "\n")
              .collect(Collectors.joining());
      AtomicFile.write(file, lines);
    } catch (IOException e) {
      throw new StackException("Cannot write " + file, e);
    }
  }

  /**
   * Gives the directory back: a temporary one is removed, another one is free for the next. One in
   * which a process still runs, for it could not be killed, tells the next of it.
   */
  void release() {
    try {
      if (temporary) {
        ownership.remove();
        return;
      }
      DirectoryTree.delete(tmp());
      if (children(path).isEmpty()) {
        Files.deleteIfExists(path.resolve(CHILDREN));
      }
      ownership.release();
    } catch (IOException | UncheckedIOException e) {
      throw new StackException("Cannot give back the directory " + path, e);
    }
  }

  private static WorkDirectory claim(Path directory, boolean temporary) throws IOException {
    Ownership ownership = Ownership.take(directory).orElseThrow(() -> inUse(directory));
    WorkDirectory claimed = new WorkDirectory(directory, temporary, ownership);
    DirectoryTree.delete(claimed.tmp());
    Files.createDirectories(claimed.tmp());
    Files.createDirectories(claimed.logs());
    return claimed;
  }

  private static StackException inUse(Path directory) {
    return new StackException(
        directory
            + " is in use by another running stack, of the process in its file "
            + Ownership.OWNER
            + ". Stop that one, or choose another directory.");
  }

  /** Whether nothing but what may be there before the first start; keys, for one. */
  private static boolean holdsNothing(Path directory) throws IOException {
    return entries(directory).stream()
        .map(entry -> entry.getFileName().toString())
        .allMatch(BEFORE_THE_FIRST_START::contains);
  }

  private static void awaitChildren(Path directory) throws IOException {
    List<ProcessHandle> children = children(directory);
    long end = System.nanoTime() + CHILDREN_WAIT.toNanos();
    while (children.stream().anyMatch(ProcessHandle::isAlive)) {
      if (System.nanoTime() > end) {
        throw new StackException(
            "Processes of a stack that was killed still run in %s: %s. End them first."
                .formatted(
                    directory,
                    children.stream()
                        .filter(ProcessHandle::isAlive)
                        .map(ProcessHandle::pid)
                        .toList()));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** The processes of a stack in a directory that still run. */
  private static List<ProcessHandle> children(Path directory) throws IOException {
    return lines(directory.resolve(CHILDREN)).stream()
        .flatMap(line -> ProcessMark.live(line).stream())
        .toList();
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  private static Path normal(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
