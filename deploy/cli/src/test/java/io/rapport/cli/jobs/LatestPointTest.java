package io.rapport.cli.jobs;

import static io.rapport.cli.jobs.FakeFlink.job;
import static io.rapport.cli.jobs.FakeFlink.jobs;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.local.restore.RestorePoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestPointTest {
  private final FakeFlink flink = new FakeFlink();

  @AfterEach
  void stop() {
    flink.close();
  }

  @Test
  void isTheNewestThatTheClusterRemembersOfAnyJobOfTheName() {
    flink.with(
        "/jobs/overview",
        jobs(
            job("old", "rapport-customer", "FINISHED", 0, 900),
            job("new", "rapport-customer", "FAILED", 0, 5),
            job("other", "rapport-segment", "RUNNING", 2, 5)));
    flink.with(
        "/jobs/old/checkpoints",
        latest(point("completed", 100, "s3://c/1"), point("savepoint", 200, "s3://s/1")));
    flink.with(
        "/jobs/new/checkpoints",
        latest(
            point("completed", 150, "s3://c/2"),
            point("savepoint", 999, "<checkpoint-not-externally-addressable>")));

    assertThat(new LatestPoint(flink.rest(), Optional.empty()).of(JobName.CUSTOMER))
        .map(ResumePoint::path)
        .contains("s3://s/1");
    assertThat(new LatestPoint(flink.rest(), Optional.empty()).of(JobName.ALL)).isEmpty();
  }

  @Test
  void isInTheDirectoryOfALocalStack(@TempDir Path stack) throws IOException {
    Path savepoint = RestorePoints.in(stack).savepoints("rapport-customer").resolve("savepoint-1");
    write(savepoint);

    assertThat(new LatestPoint(flink.rest(), Optional.of(stack)).of(JobName.CUSTOMER))
        .map(ResumePoint::path)
        .contains(savepoint.toUri().toString());
    assertThat(new LatestPoint(flink.rest(), Optional.of(stack)).of(JobName.SUPPORT)).isEmpty();
  }

  /** Writes what looks like a complete savepoint. */
  private static void write(Path savepoint) throws IOException {
    Files.createDirectories(savepoint);
    Files.write(savepoint.resolve("_metadata"), new byte[] {0x49, 0x60, 0x67, 0x2d, 0, 0});
  }

  private static String latest(String... points) {
    return "{\"counts\":{\"failed\":0},\"latest\":{" + String.join(",", points) + "}}";
  }

  private static String point(String kind, long at, String path) {
    return "\"%s\":{\"latest_ack_timestamp\":%d,\"external_path\":\"%s\"}"
        .formatted(kind, at, path);
  }
}
