package io.rapport.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final FakeClock clock = new FakeClock();
  private final StringWriter log = new StringWriter();

  private Progress progress(long total) {
    return new ProgressInLog("load", "clicks", total, new PrintWriter(log), clock);
  }

  @Test
  void aLogGetsALineEveryTenSecondsAndOneAtTheEnd() {
    try (Progress progress = progress(1_000)) {
      for (int i = 0; i < 1_000; i++) {
        progress.step();
        clock.pass(Duration.ofMillis(25));
      }
    }
    assertThat(log.toString().lines())
        .containsExactly(
            "load: 401 of 1,000 clicks (40%), 10 s",
            "load: 801 of 1,000 clicks (80%), 20 s", "load: 1,000 of 1,000 clicks (100%), 25 s");
    assertThat(log.toString()).doesNotContain("\r").doesNotContain("\u001b");
  }

  @Test
  void aStallIsOneLineOnceItMovesAgain() {
    try (Progress progress = progress(4)) {
      clock.pass(Duration.ofMinutes(5));
      progress.stepTo(3);
      progress.stepTo(4);
    }
    assertThat(log.toString().lines())
        .containsExactly("load: 3 of 4 clicks (75%), 300 s", "load: 4 of 4 clicks (100%), 300 s");
  }

  @Test
  void aTaskOfUnknownLengthSaysHowFarItIs() {
    try (Progress progress = progress(Progress.UNKNOWN)) {
      progress.phase("reading");
      progress.stepTo(7);
    }
    assertThat(log.toString().lines()).containsExactly("load, reading: 7 clicks, 0 s");
  }
}
