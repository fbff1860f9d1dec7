package io.rapport.local.restore;

import io.rapport.local.files.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Keeps all restore points while jobs start from them. A job that goes on from a checkpoint deletes
 * it after its own first one; if another job does not start, all are to be as they were. The files
 * are never changed once they are written, so that a second name for each is enough.
 */
public final class Safeguard {
  private static final List<String> PARTS = List.of("checkpoints", "savepoints");

  private final Path root;
  private final Path kept;

  private Safeguard(Path root) {
    this.root = root;
    this.kept = root.resolve("before-start");
  }

  /**
   * Begins a start; one that was cut short is taken back first.
   *
   * @throws UncheckedIOException if the files cannot be linked
   */
  public static Safeguard begin(RestorePoints points) {
    Safeguard guard = new Safeguard(points.root());
    guard.takeBack();
    try {
      Path begun = guard.root.resolve("before-start.begun");
      DirectoryTree.delete(begun);
      for (String part : PARTS) {
        link(guard.root.resolve(part), begun.resolve(part));
      }
      Files.move(begun, guard.kept);
      return guard;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the restore points in " + points.root(), e);
    }
  }

  /** Forgets how it was, for all jobs have started. */
  public void succeed() {
    DirectoryTree.delete(kept);
  }

  /** Makes it as it was. No job may run meanwhile. */
  public void takeBack() {
    if (!Files.exists(kept)) {
      return;
    }
    try {
      for (String part : PARTS) {
        Path before = kept.resolve(part);
        if (Files.exists(before)) {
          DirectoryTree.delete(root.resolve(part));
          Files.move(before, root.resolve(part));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot put the restore points back. They are in " + kept, e);
    }
    DirectoryTree.delete(kept);
  }

  private static void link(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    if (!Files.exists(from)) {
      return;
    }
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(directory).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path second = to.resolve(from.relativize(file).toString());
            try {
              Files.createLink(second, file);
            } catch (UnsupportedOperationException e) {
              Files.copy(file, second); // A file system without links.
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
