package io.rapport.cli.stack;

import static io.rapport.cli.jobs.FakeFlink.error;
import static io.rapport.cli.jobs.FakeFlink.failures;
import static io.rapport.cli.jobs.FakeFlink.job;
import static io.rapport.cli.jobs.FakeFlink.jobs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.cli.jobs.FakeFlink;
import io.rapport.cli.jobs.JobName;
import io.rapport.cli.jobs.RapportJobs;
import io.rapport.command.CommandFailedException;
import io.rapport.command.connection.Addresses;
import io.rapport.local.FlinkJob;
import io.rapport.local.restore.RestorePoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackJobsTest {
  private static final String HOME = "rapport.home";
  private static final String RUN = "POST /jars/j/run";
  private static final List<JobName> CUSTOMER = List.of(JobName.CUSTOMER);

  private final String before = System.getProperty(HOME, "");
  private final FakeFlink flink = new FakeFlink();
  private final List<String> told = new ArrayList<>();
  @TempDir private Path home;
  private RestorePoints points;
  private StackJobs stack;

  @BeforeEach
  void start() throws IOException {
    Path jar = home.resolve("flink-jobs/jobs/target/rapport-jobs-job.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "x");
    System.setProperty(HOME, home.toString());
    points = RestorePoints.in(home);
    stack =
        new StackJobs(
            new RapportJobs(flink.rest()),
            new Addresses("b:1", "http://r:2", flink.url()),
            points,
            () -> {});
    flink.with("/jars/upload", "{\"filename\":\"/tmp/j\"}");
    flink.with("/jobmanager/config", "[]");
    flink.with("/jars/j/run", "{\"jobid\":\"x\"}");
  }

  @AfterEach
  void stop() {
    System.setProperty(HOME, before);
    flink.close();
  }

  @Test
  void cancelsAllWhenOneIsRefusedAndKeepsItsState() throws IOException {
    Path savepoint = save("savepoint-1");
    flink.with("/jars/j/run", error("no such operator"));
    flink.with("/jobs/overview", jobs());

    assertThatThrownBy(() -> stack.start(CUSTOMER, Map.of(), told::add))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("The job customer cannot go on from the savepoint of")
        .hasMessageContaining("no such operator");
    assertThat(flink.requests()).anyMatch(request -> request.startsWith("PATCH /jobs/"));
    assertThat(savepoint.resolve("_metadata")).exists();
    assertThat(sent(RUN)).singleElement().asString().contains(savepoint.toUri().toString());
  }

  @Test
  void tellsOfAJobThatBeginsWithEmptyStateWhereJobsRanBefore() throws IOException {
    flink.with("/jobs/overview", jobs());
    flink.with("/jars/j/run", error("stop here"));

    assertThatThrownBy(() -> stack.start(CUSTOMER, Map.of(), told::add)).isNotNull();
    assertThat(told).isEmpty();

    save("savepoint-1");
    assertThatThrownBy(() -> stack.start(List.of(JobName.SEGMENT), Map.of(), told::add))
        .isNotNull();
    assertThat(told).singleElement().asString().startsWith("segment begins with empty state");
  }

  /** A cold cluster answers the first request with an error of its own, and runs the job later. */
  @Test
  void startsALostJobOnceThoughFlinkRefusesAtFirst() {
    started();
    flink.with("/jobs/overview", jobs());
    flink.with("/jars/j/run", error("timeout"), "{\"jobid\":\"x\"}");
    Thread later = new Thread(this::runWhatWasSubmittedTwice);
    later.start();

    stack.resubmit(told::add);

    List<String> runs = sent(RUN);
    assertThat(runs.stream().map(StackJobsTest::id).distinct()).hasSize(2);
    assertThat(runs.subList(1, runs.size()).stream().map(StackJobsTest::id).distinct()).hasSize(1);
  }

  private void runWhatWasSubmittedTwice() {
    while (sent(RUN).size() < 3) {
      Thread.onSpinWait();
    }
    flink.with(
        "/jobs/overview", jobs(job(id(sent(RUN).get(1)), "rapport-customer", "RUNNING", 2, 5)));
  }

  /** Starts the customer job as the first start of a stack does. */
  private void started() {
    flink.with("/jobs/overview", jobs());
    Thread later =
        new Thread(
            () -> {
              while (sent(RUN).isEmpty()) {
                Thread.onSpinWait();
              }
              flink.with(
                  "/jobs/overview",
                  jobs(job(id(sent(RUN).get(0)), "rapport-customer", "RUNNING", 2, 5)));
            });
    later.start();
    stack.start(CUSTOMER, Map.of(), told::add);
    stack.look();
  }

  @Test
  void doesNotStartAJobAgainThatWasStoppedByHandBeforeTheFirstOfTwoDeaths() {
    started();
    flink.with("/jobs/overview", jobs(job("x", "rapport-customer", "FINISHED", 0, 5)));
    stack.look();

    flink.with("/jobs/overview", jobs());
    stack.resubmit(told::add);
    stack.look();
    stack.resubmit(told::add);

    assertThat(sent(RUN)).hasSize(1);
  }

  @Test
  void losesWhatRanOrWasNeverSeenAndDoesNotRunNow() {
    List<JobName> all = JobName.DOMAINS;
    Map<JobName, FlinkJob> seen =
        Map.of(
            JobName.CUSTOMER, seen("RUNNING"),
            JobName.SEGMENT, seen("FINISHED"),
            JobName.SUPPORT, seen("RUNNING"));

    assertThat(StackJobs.lost(all, seen, Set.of(JobName.SUPPORT)))
        .containsExactly(JobName.CUSTOMER, JobName.RECOMMENDATION);
  }

  @Test
  void saysWhatTheNextStartGoesOnFromWhenFlinkIsSilent() {
    flink.close();

    stack.save(told::add);

    assertThat(told).singleElement().asString().contains("goes on from the last checkpoints");
  }

  @Test
  void tellsWhyThereIsNoSavepointAndWhatTheJobGoesOnFrom() throws IOException {
    save("savepoint-1");
    flink.with("/jobs/overview", jobs(job("a", "rapport-customer", "RUNNING", 2, 5)));
    flink.with("/jobs/a/exceptions", failures());

    stack.save(told::add);

    assertThat(told)
        .anyMatch(line -> line.startsWith("customer: NO SAVEPOINT: "))
        .anyMatch(line -> line.startsWith("  It will go on from the savepoint of "));
  }

  private Path save(String name) throws IOException {
    Path savepoint = points.savepoints("rapport-customer").resolve(name);
    Files.createDirectories(savepoint);
    Files.write(savepoint.resolve("_metadata"), new byte[] {0x49, 0x60, 0x67, 0x2d, 0, 0});
    return savepoint;
  }

  private List<String> sent(String request) {
    return flink.requests().stream().filter(sent -> sent.startsWith(request)).toList();
  }

  private static String id(String run) {
    return run.replaceAll(".*\"jobId\":\"([0-9a-f]+)\".*", "$1");
  }

  private static FlinkJob seen(String state) {
    return new FlinkJob("id", "name", state, Duration.ZERO, 1, 1);
  }
}
