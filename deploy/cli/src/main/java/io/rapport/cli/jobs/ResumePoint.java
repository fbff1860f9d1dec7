package io.rapport.cli.jobs;

import io.rapport.local.restore.RestorePoint;
import io.rapport.local.restore.RestorePoints;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A checkpoint or savepoint that a job is to go on from.
 *
 * @param path as Flink takes it
 * @param kind checkpoint or savepoint; empty where only the path is known
 * @param completedAt empty where only the path is known
 */
public record ResumePoint(String path, String kind, Optional<Instant> completedAt) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  /** A checkpoint or savepoint in the directory of a local stack. */
  static ResumePoint of(RestorePoint point) {
    String kind = point.kind().name().toLowerCase(Locale.ROOT);
    return new ResumePoint(point.uri(), kind, Optional.of(point.completedAt()));
  }

  /** The newest of a job in the directory of a local stack. */
  public static Optional<ResumePoint> newest(RestorePoints points, JobName job) {
    return points.newest(job.flinkName()).map(ResumePoint::of);
  }

  /** The one that somebody has named. */
  static ResumePoint at(String path) {
    return new ResumePoint(path, "", Optional.empty());
  }

  /** The kind, time and age, or the path where that is all that is known. */
  public String describe(Instant now) {
    return completedAt
        .map(
            at ->
                "the %s of %s, %s old"
                    .formatted(kind, TIME.format(at), age(Duration.between(at, now))))
        .orElse(path);
  }

  private static String age(Duration age) {
    if (age.toHours() >= 48) {
      return age.toDays() + " days";
    }
    if (age.toMinutes() >= 120) {
      return age.toHours() + " h";
    }
    return age.toSeconds() >= 120 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
  }
}
