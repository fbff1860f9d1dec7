package io.rapport.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {

  @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file =
        Files.writeString(
            dir.resolve("events.csv"),
            "timestamp,user_id,item_id,event\n1430623510,1,2,view\n1430623511,1,2,buy\nx,1,2,view\n");
  }

  private int run(String... args) {
    CommandLine commands = Main.commandLine();
    commands.setOut(new PrintWriter(out));
    commands.setErr(new PrintWriter(err));
    return commands.execute(args);
  }

  @Test
  void aDryRunAccountsForEveryLine() {
    assertThat(run("replay", "behaviour", file.toString(), "--dry-run")).isZero();
    assertThat(out.toString())
        .containsPattern("events.csv +4 +1 +2 +1 +2 ")
        .containsPattern("invalid-time +1")
        .containsPattern("Click +1")
        .containsPattern("Purchase +1")
        .contains("every line is accounted for");
  }

  @Test
  void severalFilesAreAddedUp() {
    String path = file.toString();
    assertThat(run("replay", "behaviour", path, path, "--dry-run", "--limit", "2")).isZero();
    assertThat(out.toString()).containsPattern("Click +2").doesNotContain("invalid-time");
  }

  @Test
  void anUnknownHeaderFailsAndSaysWhatIsUnderstood() {
    assertThat(run("replay", "session-clicks", file.toString(), "--dry-run")).isEqualTo(1);
    assertThat(err.toString()).contains("events.csv", "SessionId,ItemId,Time");
  }

  @Test
  void aWrongCommandLineIsAMisuse() {
    String path = file.toString();
    assertThat(run("replay", "colours", path)).isEqualTo(2);
    assertThat(err.toString()).contains("no format 'colours'", "online-retail");
    assertThat(run("replay", "behaviour", path + ".gz")).isEqualTo(2);
    assertThat(run("replay", "tickets", path, "--time", "original")).isEqualTo(2);
    assertThat(run("replay", "behaviour", path, "--speed", "0")).isEqualTo(2);
    assertThat(run("replay", "behaviour", path, "--limit", "0")).isEqualTo(2);
    assertThat(run("replay", "behaviour")).isEqualTo(2);
  }

  @Test
  void withoutABrokerItSaysSo() {
    assertThat(run("replay", "behaviour", file.toString(), "--bootstrap", "127.0.0.1:1"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("127.0.0.1:1", "--bootstrap");
  }

  @Test
  void theHelpNamesFormatsAndHeaders() {
    assertThat(run("replay", "--help")).isZero();
    assertThat(out.toString())
        .contains("session-clicks", "--speed", "--time", "InvoiceNo,StockCode");
  }
}
