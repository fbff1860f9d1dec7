package io.rapport.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The directory of one running stack. It carries the id of the process that owns it, so that what a
 * killed owner left behind is recognised and removed by the next start.
 */
record WorkDirectory(Path path) {
  private static final String OWNER = "owner.pid";
  private static final String PREFIX = "rapport-stack-";
  private static final int ATTEMPTS = 30;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

  /** A new directory below the system's temporary directory; abandoned ones are removed first. */
  static WorkDirectory temporary() {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> entries = Files.list(parent)) {
      entries
          .filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
          .filter(WorkDirectory::abandoned)
          .forEach(entry -> new WorkDirectory(entry).delete());
      return claim(Files.createTempDirectory(parent, PREFIX));
    } catch (IOException e) {
      throw new StackException("Cannot create a directory in " + parent, e);
    }
  }

  /**
   * The given directory, created if need be.
   *
   * @throws StackException if another live process owns it, or it holds files of another origin
   */
  static WorkDirectory at(Path path) {
    Path directory = path.toAbsolutePath().normalize();
    try {
      if (Files.exists(directory.resolve(OWNER))) {
        if (!abandoned(directory)) {
          throw new StackException(directory + " is in use by another running stack.");
        }
        new WorkDirectory(directory).delete();
      }
      Files.createDirectories(directory);
      try (Stream<Path> entries = Files.list(directory)) {
        if (entries.findAny().isPresent()) {
          throw new StackException(directory + " is not empty: choose a new directory.");
        }
      }
      return claim(directory);
    } catch (IOException e) {
      throw new StackException("Cannot use the directory " + directory, e);
    }
  }

  Path logs() {
    return path.resolve("logs");
  }

  /**
   * Removes everything; files that others remove meanwhile are no error. What they still write, as
   * an embedded cluster does until its process has ended, is removed for some seconds.
   */
  void delete() {
    for (int attempt = 1; !deleted(attempt == ATTEMPTS); attempt++) {
      LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
    }
  }

  /** Whether all is gone; false when something was written meanwhile and there is another try. */
  private boolean deleted(boolean last) {
    try {
      Files.walkFileTree(path, new Deletion());
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (DirectoryNotEmptyException e) {
      if (!last) {
        return false;
      }
      throw new StackException(
          "Cannot remove %s: something goes on writing there. Remove it by hand.".formatted(path),
          e);
    } catch (IOException e) {
      throw new StackException("Cannot remove " + path, e);
    }
  }

  private static WorkDirectory claim(Path directory) throws IOException {
    ProcessHandle self = ProcessHandle.current();
    Files.writeString(directory.resolve(OWNER), self.pid() + " " + started(self));
    Files.createDirectories(directory.resolve("logs"));
    return new WorkDirectory(directory);
  }

  private static boolean abandoned(Path directory) {
    try {
      String[] owner = Files.readString(directory.resolve(OWNER)).split(" ", 2);
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(owner[0]));
      // A pid is used again some day: the start time tells the two processes apart.
      return process.isEmpty() || !started(process.get()).equals(owner[1]);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
