package io.rapport.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.command.CommandFailedException;
import io.rapport.local.FlinkJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavepointsTest {

  @Test
  void tellsOfEachJobItsSavepointOrWhyThereIsNone(@TempDir Path directory) throws IOException {
    Files.write(directory.resolve("_metadata"), new byte[1_500_000]);
    CountDownLatch never = new CountDownLatch(1);

    List<Savepoints.Outcome> outcomes =
        Savepoints.take(
            running(JobName.CUSTOMER, JobName.SEGMENT, JobName.SUPPORT),
            (name, id) ->
                switch (name) {
                  case CUSTOMER -> directory.toUri().toString();
                  case SEGMENT -> throw new CommandFailedException("a task is not running");
                  default -> await(never);
                },
            Duration.ofMillis(500));

    assertThat(outcomes)
        .extracting(Savepoints.Outcome::describe)
        .satisfiesExactly(
            customer -> assertThat(customer).startsWith("customer: savepoint of 1.5 MB in "),
            segment ->
                assertThat(segment).isEqualTo("segment: NO SAVEPOINT: a task is not running"),
            support ->
                assertThat(support).startsWith("support: NO SAVEPOINT: it was not complete after"));
  }

  @Test
  void asksForNothingWhereNothingRuns() {
    assertThat(Savepoints.take(Map.of(), (name, id) -> id, Duration.ofSeconds(1))).isEmpty();
  }

  private static String await(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  private static Map<JobName, FlinkJob> running(JobName... names) {
    Map<JobName, FlinkJob> jobs = new EnumMap<>(JobName.class);
    for (JobName name : names) {
      jobs.put(name, new FlinkJob("id", name.flinkName(), "RUNNING", Duration.ZERO, 1, 1));
    }
    return jobs;
  }
}
