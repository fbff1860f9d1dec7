package io.rapport.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {

  @ParameterizedTest
  @CsvSource({
    "0, exit status 0",
    "3, exit status 3",
    "75, exit status 75",
    "128, exit status 128",
    "129, signal 1 (HUP)",
    "137, signal 9 (KILL)",
    "143, signal 15 (TERM)",
    "239, exit status 239",
    "255, exit status 255"
  })
  void isASignalOnlyWhereThereIsOneOfThatNumber(int status, String words) {
    assertThat(ExitStatus.describe(status)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "137, signal 9 (KILL)",
    "239, exit status 239 (Flink ended itself after a fatal error; see the last FATAL line of its"
        + " log)"
  })
  void ofFlinkTellsOfAFatalError(int status, String words) {
    assertThat(ExitStatus.describeFlink(status)).isEqualTo(words);
  }
}
