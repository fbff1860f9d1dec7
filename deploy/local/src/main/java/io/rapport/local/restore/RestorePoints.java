package io.rapport.local.restore;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
  static final String METADATA = "_metadata";

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

  /** The newest complete checkpoint or savepoint of a job; empty if there is none. */
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
   * Removes all but the newest restore points of each job, and the files that none of those needs.
   * Only while no job runs: the files of a running job look like those of a killed one.
   *
   * @param kept restore points of a job that stay
   */
  public void prune(int kept) {
    new Pruning(this, kept).run();
  }

  /** The names of the jobs that have left anything. */
  Set<String> jobs() {
    return Stream.of("checkpoints", "savepoints")
        .flatMap(part -> children(root.resolve(part)).stream())
        .map(directory -> directory.getFileName().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Directories of savepoints that were begun and never completed. */
  List<Path> incomplete(String jobName) {
    return children(savepoints(jobName)).stream()
        .filter(path -> read(RestorePoint.Kind.SAVEPOINT, path).isEmpty())
        .toList();
  }

  private static Optional<RestorePoint> read(RestorePoint.Kind kind, Path path) {
    Path metadata = path.resolve(METADATA);
    try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
      return in.readInt() == MAGIC
          ? Optional.of(
              new RestorePoint(kind, path, Files.getLastModifiedTime(metadata).toInstant()))
          : Optional.empty();
    } catch (IOException e) {
      // Begun and never completed, or removed by Flink meanwhile.
      return Optional.empty();
    }
  }

  static List<Path> children(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
