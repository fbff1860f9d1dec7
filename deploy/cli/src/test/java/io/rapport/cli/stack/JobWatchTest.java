package io.rapport.cli.stack;

import static io.rapport.cli.jobs.FakeFlink.failures;
import static io.rapport.cli.jobs.FakeFlink.job;
import static io.rapport.cli.jobs.FakeFlink.jobs;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.cli.jobs.FakeFlink;
import io.rapport.cli.jobs.RapportJobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobWatchTest {
  private final FakeFlink flink = new FakeFlink();
  private final JobWatch watch = new JobWatch(new RapportJobs(flink.rest()));

  @AfterEach
  void stop() {
    flink.close();
  }

  @Test
  void tellsOnceOfAFailureAndOnceOfTheEnd() {
    flink.with(
        "/jobs/overview",
        jobs(job("a", "rapport-segment", "RUNNING", 2, 5)),
        jobs(job("a", "rapport-segment", "FAILED", 0, 6)));
    flink.with("/jobs/a/exceptions", failures("disk full"));

    assertThat(watch.news())
        .singleElement()
        .asString()
        .startsWith("The job segment failed and starts again: ")
        .endsWith("disk full");
    assertThat(watch.news())
        .containsExactly(
            "The job rapport-segment is FAILED: disk full. The others run on. After the repair:"
                + " rapport submit segment --from latest");
    assertThat(watch.news()).isEmpty();
    assertThat(watch.failures()).isEqualTo(1);
  }
}
