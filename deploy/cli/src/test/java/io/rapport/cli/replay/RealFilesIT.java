package io.rapport.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the public data sets where they are: see {@code RAPPORT_DATA} in CONTRIBUTING.md. */
class RealFilesIT {

  @ParameterizedTest
  @CsvSource({
    "sessions, yoochoose_1_64/test_sessions.txt.gz, 15324, 0, 71222",
    "session-clicks, yoochoose_100k_timed/clicks_test.tsv.gz, 13569, 0, 13568",
    "behaviour, taobao_userbehavior_2h/UserBehavior_2h.csv.gz, 96169, 0, 96168",
    "behaviour, retailrocket_multibehavior/events.csv.gz, 97382, 0, 97381",
    "tickets, banking77/train.csv.gz, 10017, 0, 20006",
  })
  void everyLineOfARealFileIsAccountedFor(
      String format, String name, long lines, long bad, long events) throws IOException {
    FileAccount account = read(format, name);
    assertThat(account.balanced()).isTrue();
    assertThat(account.lines()).isEqualTo(lines);
    assertThat(account.badLines()).as("%s", account.bad()).isEqualTo(bad);
    assertThat(account.allEvents()).isEqualTo(events);
  }

  static FileAccount read(String format, String name) throws IOException {
    String data = System.getProperty("rapport.data", System.getenv("RAPPORT_DATA"));
    assumeTrue(data != null, "no data sets: RAPPORT_DATA does not say where they are");
    Path file = Path.of(data, name);
    assumeTrue(Files.isRegularFile(file), "no data set " + file);
    return FileReplay.read(
        Formats.named(format).orElseThrow(), file, "shop", Long.MAX_VALUE, new Recorded());
  }
}
