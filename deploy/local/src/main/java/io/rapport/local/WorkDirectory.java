package io.rapport.local;

import io.rapport.local.files.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory of one running stack. It carries the id of the process that owns it: no two stacks
 * share one, and that of a killed owner is taken over, or removed if it is a temporary one.
 *
 * @param temporary whether the directory goes with the stack
 */
record WorkDirectory(Path path, boolean temporary) {
  private static final String OWNER = "owner.pid";
  private static final String CHILDREN = "children.pid";
  private static final String PREFIX = "stack-";
  private static final String UNKNOWN = "unknown";
  private static final Pattern PROCESS =
      Pattern.compile("(\\d{1,18}) (unknown|\\d{4}-\\d{2}-\\d{2}T[\\d:.]{5,18}Z)");
  private static final Duration CLOCK_STEP = Duration.ofMinutes(1);
  private static final Duration CHILDREN_WAIT = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(50);

  /** A new directory below this user's cache; abandoned ones are removed first. */
  static WorkDirectory createTemporary(boolean keep) {
    Path parent = UserDirectories.cache();
    try {
      Files.createDirectories(parent);
      for (Path entry : entries(parent)) {
        if (entry.getFileName().toString().startsWith(PREFIX) && abandoned(entry)) {
          DirectoryTree.delete(entry, entry.resolve(OWNER));
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
      if (Files.exists(directory.resolve(OWNER)) && !abandoned(directory)) {
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
      List<String> lines =
          Stream.concat(
                  lines(file).stream().filter(line -> live(line).isPresent()),
                  Stream.of(line(child)))
              .toList();
      Files.write(file, lines);
    } catch (IOException e) {
      throw new StackException("Cannot write " + file, e);
    }
  }

  /** Gives the directory back: a temporary one is removed, another one is free for the next. */
  void release() {
    try {
      if (temporary) {
        DirectoryTree.delete(path, path.resolve(OWNER));
        return;
      }
      DirectoryTree.delete(tmp());
      Files.deleteIfExists(path.resolve(CHILDREN));
      Files.deleteIfExists(path.resolve(OWNER));
    } catch (IOException | UncheckedIOException e) {
      throw new StackException("Cannot give back the directory " + path, e);
    }
  }

  private static WorkDirectory claim(Path directory, boolean temporary) throws IOException {
    Path owner = directory.resolve(OWNER);
    if (Files.exists(owner)) {
      if (!abandoned(directory)) {
        throw inUse(directory);
      }
      Files.delete(owner);
    }
    Files.writeString(owner, line(ProcessHandle.current()), StandardOpenOption.CREATE_NEW);
    WorkDirectory claimed = new WorkDirectory(directory, temporary);
    DirectoryTree.delete(claimed.tmp());
    Files.createDirectories(claimed.tmp());
    Files.createDirectories(claimed.logs());
    return claimed;
  }

  private static StackException inUse(Path directory) {
    return new StackException(
        directory
            + " is in use by another running stack, of the process in its file "
            + OWNER
            + ". Stop that one, or choose another directory.");
  }

  /** Whether nothing but what may be there before the first start; keys, for one. */
  private static boolean holdsNothing(Path directory) throws IOException {
    return entries(directory).stream()
        .map(entry -> entry.getFileName().toString())
        .allMatch(Set.of(OWNER, "tmp", "logs", "keys.json", "keys.json.lock")::contains);
  }

  private static void awaitChildren(Path directory) throws IOException {
    List<ProcessHandle> children =
        lines(directory.resolve(CHILDREN)).stream().flatMap(line -> live(line).stream()).toList();
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

  private static boolean abandoned(Path directory) {
    try {
      return live(Files.readString(directory.resolve(OWNER))).isEmpty();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The process that a line names, if it lives. Its id may be used again; the start time tells the
   * two apart. A system that sets its clock moves the start times of all.
   */
  private static Optional<ProcessHandle> live(String line) {
    Matcher process = PROCESS.matcher(line.strip());
    if (!process.matches()) {
      return Optional.empty(); // Whoever began to write it was killed meanwhile.
    }
    return ProcessHandle.of(Long.parseLong(process.group(1)))
        .filter(ProcessHandle::isAlive)
        .filter(handle -> startedAt(handle, process.group(2)));
  }

  private static boolean startedAt(ProcessHandle process, String time) {
    Optional<Instant> start = process.info().startInstant();
    return time.equals(UNKNOWN)
        ? start.isEmpty()
        : start.isPresent()
            && Duration.between(start.get(), Instant.parse(time)).abs().compareTo(CLOCK_STEP) < 0;
  }

  private static String line(ProcessHandle process) {
    return process.pid()
        + " "
        + process.info().startInstant().map(Instant::toString).orElse(UNKNOWN);
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
