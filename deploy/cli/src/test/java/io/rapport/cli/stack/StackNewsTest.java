package io.rapport.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.local.Component;
import io.rapport.local.supervision.Restart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackNewsTest {
  private static final Restart RESTART =
      new Restart("broker", Instant.EPOCH, "signal 9 (KILL)", "", Instant.EPOCH.plusSeconds(2));

  private final List<String> resubmitted = new ArrayList<>();
  private final StackNews news = new StackNews(() -> resubmitted.add("all"));

  @Test
  void tellsOfEachProcessOnceAndRecoversWithIt() {
    news.ended(Component.BROKER, "signal 9 (KILL)", Duration.ofMillis(1_500));

    assertThat(news.recovering()).isTrue();
    assertThat(news.take()).containsExactly("The broker ended: signal 9 (KILL). Restarts in 1.5 s");
    assertThat(news.take()).isEmpty();

    news.restarted(Component.BROKER, RESTART);
    assertThat(news.recovering()).isFalse();
    assertThat(news.take()).singleElement().asString().contains("served again after 2.0 s");
  }

  @Test
  void recoversFromTheEndOfTheJobManagerOnlyWithTheJobs() {
    news.ended(Component.JOB_MANAGER, "exit status 1", Duration.ZERO);
    news.restarted(Component.JOB_MANAGER, RESTART);
    assertThat(news.recovering()).isTrue();

    news.jobsLost();

    assertThat(resubmitted).hasSize(1);
    assertThat(news.recovering()).isFalse();
    assertThat(news.take()).last().asString().startsWith("The jobs run again, ");
  }
}
