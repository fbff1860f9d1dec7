package io.rapport.local.files;

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
import java.util.concurrent.locks.LockSupport;

/** A directory with everything in it, to be removed though others may still write there. */
public final class DirectoryTree {
  private static final int ATTEMPTS = 30;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

  private DirectoryTree() {}

  /**
   * Removes everything; files that others remove meanwhile are no error. What they still write, as
   * an embedded cluster does until its process has ended, is removed for some seconds.
   *
   * @throws UncheckedIOException if something cannot be removed
   */
  public static void delete(Path directory) {
    delete(directory, directory);
  }

  /**
   * As {@link #delete(Path)}.
   *
   * @param last a file that goes when the others are gone: it tells of a removal that was cut short
   */
  public static void delete(Path directory, Path last) {
    for (int attempt = 1; !deleted(directory, last, attempt == ATTEMPTS); attempt++) {
      LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
    }
  }

  /** Whether all is gone; false when something was written meanwhile and there is another try. */
  private static boolean deleted(Path directory, Path last, boolean lastAttempt) {
    try {
      Files.walkFileTree(directory, new Deletion(directory, last));
      Files.deleteIfExists(last);
      Files.deleteIfExists(directory);
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (DirectoryNotEmptyException e) {
      if (!lastAttempt) {
        return false;
      }
      throw new UncheckedIOException(
          "Cannot remove %s: something goes on writing there. Remove it by hand."
              .formatted(directory),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + directory, e);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Path last;

    private Deletion(Path root, Path last) {
      this.root = root;
      this.last = last;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!file.equals(last)) {
        Files.deleteIfExists(file);
      }
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
      if (!directory.equals(root)) {
        Files.deleteIfExists(directory);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
