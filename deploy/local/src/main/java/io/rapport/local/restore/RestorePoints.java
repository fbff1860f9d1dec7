package io.rapport.local.restore;

import io.rapport.local.files.DirectoryTree;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The checkpoints and savepoints below a directory: {@code checkpoints/<job name>/<job id>/chk-N}
 * and {@code savepoints/<job name>/savepoint-*}.
 */
public record RestorePoints(Path root) {
  /**
   * The newest restore points of a job that stay in a stack's directory: the one that it goes on
   * from, and one to choose when the job cannot take that one over.
   */
  public static final int KEPT = 2;

  private static final String METADATA = "_metadata";

  /** The first four bytes of every metadata file of Flink. */
  private static final int MAGIC = 0x4960672d;

  /** Those of the stack that lives, or lived, in a directory. */
  public static RestorePoints in(Path stackDirectory) {
    return new RestorePoints(stackDirectory.resolve("flink"));
  }

  /** The directory to give a job as {@code execution.checkpointing.dir}. */
  public Path checkpoints(String jobName) {
    return root.resolve("checkpoints").resolve(jobName);
  }

  /** The directory for a job's savepoints. */
  public Path savepoints(String jobName) {
    return root.resolve("savepoints").resolve(jobName);
  }

  /**
   * The newest complete checkpoint or savepoint of a job; empty if there is none.
   *
   * @throws UncheckedIOException if it cannot be told, for a file cannot be read
   */
  public Optional<RestorePoint> newest(String jobName) {
    return all(jobName).stream().findFirst();
  }

  /** All complete checkpoints and savepoints of a job, the newest first. */
  public List<RestorePoint> all(String jobName) {
    Stream<RestorePoint> checkpoints =
        children(checkpoints(jobName)).stream()
            .flatMap(jobId -> children(jobId).stream())
            .filter(path -> path.getFileName().toString().startsWith("chk-"))
            .flatMap(path -> read(RestorePoint.Kind.CHECKPOINT, path).stream());
    Stream<RestorePoint> savepoints =
        children(savepoints(jobName)).stream()
            .flatMap(path -> read(RestorePoint.Kind.SAVEPOINT, path).stream());
    return Stream.concat(checkpoints, savepoints)
        .sorted(Comparator.comparing(RestorePoint::completedAt).reversed())
        .toList();
  }

  /**
   * Removes all but the newest restore points of each job, savepoints that were never completed,
   * and all else that killed jobs have left. Only while no job runs: the files of a running job
   * look like those of a killed one.
   *
   * @param kept restore points of a job that stay
   */
  public void prune(int kept) {
    for (String job : jobs()) {
      new Pruning(this, job, kept).run(Set.of());
      incomplete(job).forEach(DirectoryTree::delete);
    }
  }

  /**
   * Removes all but the newest restore points of a job that runs, and what its predecessors have
   * left.
   *
   * @param kept restore points that stay
   * @param running ids of the jobs that run; their own files stay
   */
  public void prune(String jobName, int kept, Set<String> running) {
    new Pruning(this, jobName, kept).run(running);
  }

  /** Whether any job has ever run here. */
  public boolean used() {
    return !jobs().isEmpty();
  }

  /** The names of the jobs that have left anything. */
  private Set<String> jobs() {
    return Stream.of("checkpoints", "savepoints")
        .flatMap(part -> children(root.resolve(part)).stream())
        .map(directory -> directory.getFileName().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Directories of savepoints that were begun and never completed. */
  private List<Path> incomplete(String jobName) {
    return children(savepoints(jobName)).stream()
        .filter(Files::isDirectory)
        .filter(path -> read(RestorePoint.Kind.SAVEPOINT, path).isEmpty())
        .toList();
  }

  private static Optional<RestorePoint> read(RestorePoint.Kind kind, Path path) {
    Path metadata = path.resolve(METADATA);
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class).isDirectory()) {
        return Optional.empty();
      }
      try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
        return in.readInt() == MAGIC
            ? Optional.of(
                new RestorePoint(kind, path, Files.getLastModifiedTime(metadata).toInstant()))
            : Optional.empty();
      }
    } catch (NoSuchFileException | EOFException e) {
      // Begun and never completed, or removed by Flink meanwhile.
      return Optional.empty();
    } catch (IOException e) {
      // It may well be complete: neither delete it nor begin without it.
      throw new UncheckedIOException("Cannot read the %s %s: %s".formatted(word(kind), path, e), e);
    }
  }

  private static String word(RestorePoint.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static List<Path> children(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + directory + ": " + e, e);
    }
  }
}
