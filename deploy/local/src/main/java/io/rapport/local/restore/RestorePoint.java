package io.rapport.local.restore;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A complete checkpoint or savepoint of a job.
 *
 * @param path the directory that holds its {@code _metadata}
 * @param completedAt when the metadata was written
 */
public record RestorePoint(Kind kind, Path path, Instant completedAt) {

  /** The two ways in which Flink writes down a job's state. */
  public enum Kind {
    CHECKPOINT,
    SAVEPOINT
  }

  /** The path as Flink takes it for a job that is to go on from here. */
  public String uri() {
    return path.toUri().toString();
  }
}
