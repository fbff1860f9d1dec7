package io.rapport.cli.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.local.FlinkRest.Failure;
import io.rapport.local.supervision.Restart;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartsTest {
  private static final Failure FIRST =
      new Failure(Instant.ofEpochSecond(1_000), "rank (1/2)", "java.io.IOException: disk full");
  private static final Failure SECOND = new Failure(Instant.ofEpochSecond(1_001), "", "no slots");

  @Test
  void tellsWhyAProcessEndedAndWhatItLoggedLast() {
    Instant ended = Instant.ofEpochSecond(1_000);

    assertThat(
            Restarts.describe(
                new Restart("broker", ended, "exit status 3", "disk full", ended.plusSeconds(2))))
        .endsWith("broker ended (exit status 3) and served again after 2.0 s; its log: disk full");
    assertThat(
            Restarts.describe(
                new Restart("broker", ended, "exit status 3", "", ended.plusSeconds(2))))
        .endsWith("after 2.0 s");
  }

  @Test
  void tellsEachFailureOnceTheOldestFirst() {
    Restarts restarts = new Restarts("segment");

    assertThat(restarts.news(List.of())).isEmpty();
    assertThat(restarts.news(List.of(FIRST)))
        .singleElement()
        .asString()
        .startsWith("The job segment failed and starts again: ")
        .endsWith("rank (1/2): java.io.IOException: disk full");
    assertThat(restarts.news(List.of(SECOND, FIRST)))
        .singleElement()
        .asString()
        .endsWith(" no slots");
    assertThat(restarts.news(List.of(SECOND, FIRST))).isEmpty();
    assertThat(restarts.count()).isEqualTo(2);
  }
}
