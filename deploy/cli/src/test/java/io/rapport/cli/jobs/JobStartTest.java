package io.rapport.cli.jobs;

import static io.rapport.cli.jobs.FakeFlink.failures;
import static io.rapport.cli.jobs.FakeFlink.job;
import static io.rapport.cli.jobs.FakeFlink.jobs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.command.CommandFailedException;
import io.rapport.local.rest.FlinkRestException;
import io.rapport.local.restore.RestorePoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStartTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Instant SAVED = Instant.parse("2026-11-30T10:00:00Z");
  private static final ResumePoint POINT =
      new ResumePoint("file:///sp/1", "savepoint", Optional.of(SAVED));
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

    JobStart.strict(flink.rest(), LONG, Optional.empty())
        .await(List.of(started(POINT)), () -> {}, told::add);

    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("customer goes on from the savepoint of");
  }

  @Test
  void tellsNothingOfAJobThatBeginsWithEmptyState() {
    flink.with("/jobs/overview", RUNNING);

    JobStart.strict(flink.rest(), LONG, Optional.empty())
        .await(List.of(started(null)), () -> {}, told::add);

    assertThat(told).isEmpty();
  }

  @Test
  void givesUpAJobThatFailsAgainAndAgainWithItsState() {
    flink.with("/jobs/overview", STARTING);
    flink.with(
        "/jobs/a/exceptions", failures("E: x\\nCaused by: StateMigrationException: no", "again"));

    assertThatThrownBy(
            () ->
                JobStart.strict(flink.rest(), LONG, Optional.empty())
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
                JobStart.strict(flink.rest(), LONG, Optional.empty())
                    .await(List.of(started(null)), () -> {}, told::add))
        .hasMessage("The job customer is FAILED: no such topic");
  }

  @Test
  void endsWhenTheTimeIsOver() {
    flink.with("/jobs/overview", STARTING);
    flink.with("/jobs/a/exceptions", failures("no slot"));

    assertThatThrownBy(
            () ->
                JobStart.strict(flink.rest(), Duration.ZERO, Optional.empty())
                    .await(List.of(started(null)), () -> {}, told::add))
        .hasMessage("The job customer did not start within 0 s: no slot");
  }

  @Test
  void namesWhereToLookWhenNoFailureIsKnown() {
    flink.with("/jobs/overview", STARTING);
    flink.with("/jobs/a/exceptions", failures());

    assertThatThrownBy(
            () ->
                JobStart.strict(flink.rest(), Duration.ZERO, Optional.empty())
                    .await(List.of(started(null)), () -> {}, told::add))
        .hasMessageContaining("did not start within 0 s: no failure is known. The dashboard");
  }

  @Test
  void namesAnotherPointWhenOneIsRefused(@TempDir Path stack) throws Exception {
    RestorePoints points = RestorePoints.in(stack);
    Path older = points.savepoints("rapport-customer").resolve("savepoint-1");
    Files.createDirectories(older);
    Files.write(older.resolve("_metadata"), new byte[] {0x49, 0x60, 0x67, 0x2d, 0, 0});
    flink.with("/jobs/overview", STARTING);
    flink.with("/jobs/a/exceptions", failures("no", "again"));

    assertThatThrownBy(
            () ->
                JobStart.strict(flink.rest(), LONG, Optional.of(points))
                    .await(List.of(started(POINT)), () -> {}, told::add))
        .hasMessageContaining("or go on from the savepoint of ")
        .hasMessageContaining("rapport up --no-jobs")
        .hasMessageContaining("rapport submit customer --from " + older.toUri());
  }

  @Test
  void saysWhatToDoWhenFlinkRefusesTheState() {
    JobStart strict = JobStart.strict(flink.rest(), LONG, Optional.empty());
    FlinkRestException.Refused refused = new FlinkRestException.Refused("no such savepoint");

    assertThatThrownBy(() -> strict.submit(started(POINT), fails(refused)))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("cannot go on from the savepoint of")
        .hasMessageContaining("no such savepoint");
    assertThatThrownBy(() -> strict.submit(started(null), fails(refused))).isSameAs(refused);
  }

  /** Nothing is known of the state then: it is for the caller to try again. */
  @Test
  void blamesNoStateWhenFlinkDoesNotAnswer() {
    JobStart strict = JobStart.strict(flink.rest(), LONG, Optional.empty());
    FlinkRestException silence = new FlinkRestException("nothing listens there");

    assertThatThrownBy(() -> strict.submit(started(POINT), fails(silence))).isSameAs(silence);
  }

  private static Consumer<StartedJob> fails(RuntimeException failure) {
    return job -> {
      throw failure;
    };
  }

  private static StartedJob started(ResumePoint from) {
    return new StartedJob(JobName.CUSTOMER, "a", Instant.now(), Optional.ofNullable(from));
  }
}
