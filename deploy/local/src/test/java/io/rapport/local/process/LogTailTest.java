package io.rapport.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir private Path directory;

  @Test
  void isEmptyWhereNothingIs() {
    assertThat(LogTail.fromNow(directory.resolve("x.log")).lines()).isEmpty();
  }

  @Test
  void holdsNothingOfAnEarlierRun() throws IOException {
    Path log = Files.writeString(directory.resolve("x.log"), "an old Exception\n");
    LogTail tail = LogTail.fromNow(log);
    assertThat(tail.lines()).isEmpty();

    Files.writeString(log, "today\n", StandardOpenOption.APPEND);
    assertThat(tail.lines()).containsExactly("today");
  }

  @Test
  void beginsAnewWhenTheLogWasRolled() throws IOException {
    Path log = Files.writeString(directory.resolve("x.log"), "much of an earlier run\n");
    LogTail tail = LogTail.fromNow(log);

    Files.writeString(log, "rolled\n");
    assertThat(tail.lines()).containsExactly("rolled");
  }

  @Test
  void holdsTheLastLines() throws IOException {
    Path log = directory.resolve("x.log");
    LogTail tail = LogTail.fromNow(log);
    for (int i = 1; i <= 30; i++) {
      Files.writeString(log, i + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    assertThat(tail.lines()).hasSize(25).startsWith("6").endsWith("30");
  }
}
