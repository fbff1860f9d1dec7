package io.rapport.local.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartLogTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path directory;

  @Test
  void isEmptyWhereNothingWasRestarted() {
    assertThat(RestartLog.in(directory).read()).isEmpty();
  }

  @Test
  void isReadAsItWasWritten() {
    Restart restart =
        new Restart("broker", NOON, "signal 9 (KILL)", "a \"line\"\twith ü", NOON.plusSeconds(7));
    RestartLog.in(directory).append(restart);

    assertThat(RestartLog.in(directory).read()).containsExactly(restart);
    assertThat(restart.outage()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void dropsTheOldest() {
    RestartLog log = RestartLog.in(directory);
    for (int i = 1; i <= 203; i++) {
      log.append(new Restart("broker", NOON, "", "line " + i, NOON));
    }
    assertThat(log.read()).hasSize(200);
    assertThat(log.read().get(0).logLine()).isEqualTo("line 4");
    assertThat(log.last(2)).extracting(Restart::logLine).containsExactly("line 202", "line 203");
  }

  @Test
  void passesOverLinesOfOthers() throws IOException {
    RestartLog log = RestartLog.in(directory);
    log.append(new Restart("broker", NOON, "", "", NOON));
    Path file = directory.resolve("restarts.jsonl");
    Files.write(file, new byte[] {'\n', (byte) 0xff, '\n'}, StandardOpenOption.APPEND);
    Files.writeString(file, "{\"component\":\"br", StandardOpenOption.APPEND);

    assertThat(log.read()).hasSize(1);
    log.append(new Restart("registry", NOON, "", "", NOON));
    assertThat(log.read()).hasSize(2);
  }
}
