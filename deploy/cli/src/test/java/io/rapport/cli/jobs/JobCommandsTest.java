package io.rapport.cli.jobs;

import static io.rapport.cli.jobs.FakeFlink.job;
import static io.rapport.cli.jobs.FakeFlink.jobs;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.cli.Main;
import io.rapport.command.connection.Addresses;
import io.rapport.command.connection.ProjectPaths;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JobCommandsTest {
  private static final String HOME = "rapport.home";
  private static final String CUSTOMER_RUNS =
      jobs(job("a", "rapport-customer", "RUNNING", 2, 5), job("b", "rapport", "CANCELED", 0, 9));

  private final FakeFlink flink = new FakeFlink();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void stop() {
    flink.close();
  }

  private int run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--flink=" + flink.url());
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void refusesAJobWhoseInputsAreInUse() {
    flink.with("/jobs/overview", CUSTOMER_RUNS);

    assertThat(run("submit", "customer")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(run("submit", "all")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString())
        .contains("customer runs already")
        .contains("customer runs, and uses inputs of all")
        .contains("rapport stop customer");
  }

  @Test
  void refusesLatestWhereNothingIsRemembered() {
    flink.with("/jobs/overview", jobs());

    assertThat(run("submit", "support", "--from=latest")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("No checkpoint or savepoint of rapport-support");
  }

  @Test
  void stopsAllOrOneWithASavepoint() {
    flink.with("/jobs/overview", CUSTOMER_RUNS);
    flink.with("/jobs/a/stop", "{\"request-id\":\"r\"}");
    flink.with(
        "/jobs/a/savepoints/r",
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"s3://b/sp-1\"}}");

    assertThat(run("stop", "all", "--to=s3://b")).isZero();
    assertThat(run("stop", "customer", "--to=s3://b")).isZero();
    assertThat(out.toString())
        .contains("customer: savepoint in ")
        .contains("rapport submit customer --from s3://b/sp-1");
    assertThat(run("stop", "support")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("support does not run, only [customer].");
  }

  /** The command to type next has to reach the same cluster. */
  @Test
  void namesTheConnectionInTheCommandThatGoesOn() {
    flink.with("/jobs/overview", CUSTOMER_RUNS);
    flink.with("/jobs/a/savepoints", "{\"request-id\":\"r\"}");
    flink.with(
        "/jobs/a/savepoints/r",
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"s3://b/sp-1\"}}");

    assertThat(run("savepoint", "customer", "--to=s3://b", "--bootstrap=k:9")).isZero();
    assertThat(out.toString())
        .contains(
            "rapport submit customer --from s3://b/sp-1 --flink %s --bootstrap k:9"
                .formatted(flink.url()));
  }

  @Test
  void refusesToStopAJobOfTheLocalStackIntoAnotherDirectory(@TempDir Path home) {
    flink.with("/jobs/overview", CUSTOMER_RUNS);
    String before = System.getProperty(HOME, "");
    System.setProperty(HOME, home.toString());
    try {
      new Addresses("b:1", "http://r:2", flink.url())
          .write(ProjectPaths.session(), home.resolve("stack"), Optional.empty());

      assertThat(run("stop", "customer", "--to=/elsewhere"))
          .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    } finally {
      System.setProperty(HOME, before);
    }
    assertThat(err.toString())
        .contains("Stop without --to")
        .contains("rapport savepoint customer --to /elsewhere");
    assertThat(flink.requests()).noneMatch(request -> request.startsWith("POST"));
  }

  @Test
  void leavesNoJarOnTheCluster(@TempDir Path home) throws IOException {
    flink.with("/jobs/overview", jobs());
    flink.with("/jars/upload", "{\"filename\":\"/tmp/42_job.jar\"}");
    flink.with("/jobmanager/config", "[]");
    flink.with("/jars/42_job.jar/run", "{\"jobid\":\"a\"}");
    flink.with("/jars/42_job.jar", "{}");
    Path jar = home.resolve("flink-jobs/jobs/target/rapport-jobs-job.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "x");
    String before = System.getProperty(HOME, "");
    System.setProperty(HOME, home.toString());
    try {
      assertThat(run("submit", "customer")).isZero();
    } finally {
      System.setProperty(HOME, before);
    }
    assertThat(flink.requests()).endsWith("DELETE /jars/42_job.jar ");
  }

  @Test
  void saysWhichSavepointFailed() {
    flink.with("/jobs/overview", CUSTOMER_RUNS);

    assertThat(run("savepoint", "all", "--to=s3://b")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(out.toString())
        .contains("customer: NO SAVEPOINT: Flink refused")
        .contains("try again: rapport status");
  }
}
