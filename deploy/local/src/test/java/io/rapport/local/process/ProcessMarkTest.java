package io.rapport.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessMarkTest {
  private static final ProcessHandle SELF = ProcessHandle.current();

  @Test
  void findsTheProcessWhileItLives() throws Exception {
    assertThat(ProcessMark.live(ProcessMark.of(SELF))).contains(SELF);

    Process process = new ProcessBuilder("true").start();
    String mark = ProcessMark.of(process.toHandle());
    process.waitFor();
    assertThat(ProcessMark.live(mark)).isEmpty();
  }

  @Test
  void isNotThatOfALaterProcessOfTheSameId() {
    assertThat(ProcessMark.live(SELF.pid() + " 1999-12-31T23:59:59Z")).isEmpty();
  }

  @Test
  void findsTheProcessThoughTheClockWasSet() {
    String[] mark = ProcessMark.of(SELF).split(" ", 2);

    assertThat(ProcessMark.live(mark[0] + " " + Instant.parse(mark[1]).plusSeconds(3)))
        .contains(SELF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "x unknown", "12 yesterday"})
  void findsNothingByABrokenLine(String line) {
    assertThat(ProcessMark.live(line)).isEmpty();
  }
}
