package io.rapport.cli.jobs;

import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import io.rapport.local.rest.FlinkSnapshots.Checkpoint;
import io.rapport.local.restore.RestorePoints;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the newest checkpoint or savepoint of a job: of a local stack in its directory, of another
 * cluster among those that it remembers.
 */
record LatestPoint(FlinkRest flink, Optional<Path> stackDirectory) {

  Optional<ResumePoint> of(JobName name) {
    if (stackDirectory.isPresent()) {
      return ResumePoint.newest(RestorePoints.in(stackDirectory.get()), name);
    }
    return flink.jobs().stream()
        .filter(job -> job.name().equals(name.flinkName()))
        .flatMap(this::remembered)
        .max(Comparator.comparing(point -> point.completedAt().orElse(Instant.MIN)));
  }

  private Stream<ResumePoint> remembered(FlinkJob job) {
    return Stream.concat(
        flink.lastCheckpoint(job.id()).stream().flatMap(point -> at("checkpoint", point)),
        flink.lastSavepoint(job.id()).stream().flatMap(point -> at("savepoint", point)));
  }

  private static Stream<ResumePoint> at(String kind, Checkpoint point) {
    return point.path().isEmpty()
        ? Stream.empty()
        : Stream.of(
            new ResumePoint(
                point.path(), kind, Optional.of(Instant.ofEpochMilli(point.completedAt()))));
  }
}
