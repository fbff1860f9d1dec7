package io.rapport.cli.gateway;

import static io.rapport.cli.jobs.FakeFlink.job;
import static io.rapport.cli.jobs.FakeFlink.jobs;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.cli.jobs.FakeFlink;
import io.rapport.connectors.gateway.overview.EngineStatus;
import io.rapport.local.supervision.Restart;
import io.rapport.local.supervision.RestartLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkEngineTest {

  @Test
  void countsALateEventOnceThoughTwoJobsReadIt() {
    try (FakeFlink flink = new FakeFlink()) {
      flink.with(
          "/jobs/overview",
          jobs(
              job("a", "rapport-customer", "RUNNING", 2, 5),
              job("b", "rapport-recommendation", "RUNNING", 2, 5)));
      late(flink, "a", "join.rapport.customer.clicks.late", 7);
      late(flink, "b", "history.rapport.recommendation.clicks.late", 9);

      EngineStatus status = new FlinkEngine(flink.url(), Optional.empty()).ask();

      assertThat(status.lateEvents()).isEqualTo(Map.of("clicks", 9L));
      assertThat(status.restarts()).isEmpty();
    }
  }

  @Test
  void tellsOfTheRestartsOfTheStackBesideIt(@TempDir Path stack) {
    Instant ended = Instant.parse("2026-11-30T10:00:00Z");
    RestartLog.in(stack)
        .append(new Restart("broker", ended, "signal 9", "", ended.plusMillis(4_200)));
    try (FakeFlink flink = new FakeFlink()) {
      flink.with("/jobs/overview", jobs());

      assertThat(new FlinkEngine(flink.url(), Optional.of(stack)).ask().restarts())
          .containsExactly(
              new EngineStatus.Restart("broker", ended.toEpochMilli(), 4_200, "signal 9"));
    }
  }

  private static void late(FakeFlink flink, String job, String gauge, int value) {
    flink.with("/jobs/" + job, "{\"vertices\":[{\"id\":\"v\"}]}");
    flink.with(
        "/jobs/" + job + "/vertices/v/subtasks/metrics",
        "[{\"id\":\"%s\",\"sum\":%d}]".formatted(gauge, value));
    flink.with("/jobs/" + job + "/checkpoints", "{}");
  }
}
