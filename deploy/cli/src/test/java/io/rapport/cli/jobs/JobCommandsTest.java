package io.rapport.cli.jobs;

import static io.rapport.cli.jobs.FakeFlink.job;
import static io.rapport.cli.jobs.FakeFlink.jobs;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class JobCommandsTest {
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
  void wantsAClaimWhereStateChangesAreLogged() {
    flink.with("/jobs/overview", jobs());
    flink.with("/jobmanager/config", "[{\"key\":\"state.changelog.enabled\",\"value\":\"true\"}]");

    assertThat(run("submit", "support", "--from=s3://b/sp")).isEqualTo(1);
    assertThat(err.toString()).contains("Add --claim").contains("s3://b/sp");
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

  @Test
  void saysWhichSavepointFailed() {
    flink.with("/jobs/overview", CUSTOMER_RUNS);

    assertThat(run("savepoint", "all", "--to=s3://b")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(out.toString()).contains("customer: NO SAVEPOINT: Flink refused");
  }
}
