package io.rapport.cli.jobs;

import static io.rapport.cli.jobs.FakeFlink.failures;
import static io.rapport.cli.jobs.FakeFlink.job;
import static io.rapport.cli.jobs.FakeFlink.jobs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.command.CommandFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobStartTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Instant SAVED = Instant.parse("2026-11-30T10:00:00Z");
  private static final ResumePoint POINT =
      new ResumePoint("file:///sp/1", "savepoint", Optional.of(SAVED), true);
  private static final String RUNNING = jobs(job("a", "rapport-customer", "RUNNING", 2, 5));
  private static final String STARTING = jobs(job("a", "rapport-customer", "RUNNING", 1, 5));

  private final FakeFlink flink = new FakeFlink();
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void stop() {
    flink.close();
  }

  @Test
  void waitsUntilEveryTaskRunsAndTellsWhatTheJobGoesOnFrom() {
    flink.with("/jobs/overview", jobs(), STARTING, RUNNING);
    flink.with("/jobs/a/exceptions", failures("one accident"));

    JobStart.strict(flink.rest(), LONG).await(List.of(started(POINT)), () -> {}, told::add);

    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("customer goes on from the savepoint of");
  }

  @Test
  void tellsNothingOfAJobThatBeginsWithEmptyState() {
    flink.with("/jobs/overview", RUNNING);

    JobStart.strict(flink.rest(), LONG).await(List.of(started(null)), () -> {}, told::add);

    assertThat(told).isEmpty();
  }

  @Test
  void givesUpAJobThatFailsAgainAndAgainWithItsState() {
    flink.with("/jobs/overview", STARTING);
    flink.with(
        "/jobs/a/exceptions", failures("E: x\\nCaused by: StateMigrationException: no", "again"));

    assertThatThrownBy(
            () ->
                JobStart.strict(flink.rest(), LONG)
                    .await(List.of(started(POINT)), () -> {}, told::add))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("The job customer cannot go on from the savepoint of")
        .hasMessageContaining("file:///sp/1")
        .hasMessageContaining("StateMigrationException: no")
        .hasMessageContaining("choose another directory");
  }

  @Test
  void isPatientWithJobsThatRanBefore() {
    flink.with("/jobs/overview", STARTING, STARTING, RUNNING);
    flink.with("/jobs/a/exceptions", failures("no broker", "no broker", "no broker"));

    JobStart.patient(flink.rest(), LONG).await(List.of(started(POINT)), () -> {}, told::add);

    assertThat(told).hasSize(1);
  }

  @Test
  void saysWhyAJobEnded() {
    flink.with("/jobs/overview", jobs(job("a", "rapport-customer", "FAILED", 0, 5)));
    flink.with("/jobs/a/exceptions", failures("no such topic"));

    assertThatThrownBy(
            () ->
                JobStart.strict(flink.rest(), LONG)
                    .await(List.of(started(null)), () -> {}, told::add))
        .hasMessage("The job customer is FAILED: no such topic");
  }

  @Test
  void endsWhenTheTimeIsOver() {
    flink.with("/jobs/overview", STARTING);
    flink.with("/jobs/a/exceptions", failures("no slot"));

    assertThatThrownBy(
            () ->
                JobStart.strict(flink.rest(), Duration.ZERO)
                    .await(List.of(started(null)), () -> {}, told::add))
        .hasMessage("The job customer did not start within 0 s: no slot");
  }

  private static StartedJob started(ResumePoint from) {
    return new StartedJob(JobName.CUSTOMER, "a", Instant.now(), Optional.ofNullable(from));
  }
}
