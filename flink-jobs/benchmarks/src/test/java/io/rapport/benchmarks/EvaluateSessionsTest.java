package io.rapport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateSessionsTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void aRouteEverybodyTakesIsPredicted() throws Exception {
    Path train = write("train.txt", "a b c d e\n".repeat(20));
    Path test = write("test.txt", "a b c d e\n\nc d e\n");

    assertThat(evaluate(train, test, "--json")).isZero();

    JsonNode json = lastLine();
    assertThat(json.path("hr20").asDouble()).isEqualTo(1);
    assertThat(json.path("mrr20").asDouble()).isEqualTo(1);
    assertThat(json.path("predictions").asInt()).isEqualTo(6);
    assertThat(json.path("events_per_second").asDouble()).isPositive();
  }

  /** After a: b with 3 / (4^0.5 * 3^0.2) = 1.2 before c with 1 / (4^0.5 * 1) = 0.5. */
  @Test
  void thePositionDecidesTheReciprocalRank() throws Exception {
    Path train = write("train.txt.gz", "a b\na c\na b\na b\n");
    Path test = write("test.txt.gz", "a c\na b\na unknown\n");

    assertThat(evaluate(train, test, "--json")).isZero();

    assertThat(lastLine().path("hr20").asDouble()).isCloseTo(2.0 / 3, offset(1e-9));
    assertThat(lastLine().path("mrr20").asDouble()).isCloseTo(1.5 / 3, offset(1e-9));
  }

  @Test
  void learnsFromTestSessionsOnlyWhenAskedTo() throws Exception {
    Path train = write("train.txt", "a b\n");
    Path test = write("test.txt", "x y\nx y\n");

    assertThat(evaluate(train, test, "--json")).isZero();
    assertThat(lastLine().path("hr20").asDouble()).isZero();
    assertThat(evaluate(train, test, "--prequential", "--json")).isZero();
    assertThat(lastLine().path("hr20").asDouble()).isEqualTo(0.5);
  }

  @Test
  void predictsNoMoreSessionsThanAskedFor() throws Exception {
    Path file = write("sessions.txt", "a b c\n".repeat(10));

    assertThat(evaluate(file, file, "--limit", "3", "--json")).isZero();

    assertThat(lastLine().path("predictions").asInt()).isEqualTo(6);
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    Path file = write("sessions.txt", "a b\n");
    Path empty = write("empty.txt", "\n");

    assertThat(evaluate(file, directory.resolve("absent.txt"))).isEqualTo(2);
    assertThat(errors.toString()).contains("no file").contains("absent.txt");
    assertThat(evaluate(empty, file)).isEqualTo(2);
    assertThat(errors.toString()).contains("empty.txt holds no session");
  }

  /** Published: SR-GNN .7057 and .3094, NARM .6832 and .2863 (Wu et al., AAAI 2019). */
  @Test
  void reachesItsTargetsOnYooChoose() throws Exception {
    String data = System.getProperty("rapport.data", System.getenv("RAPPORT_DATA"));
    Path yoochoose = Path.of(data == null ? "absent" : data).resolve("yoochoose_1_64");
    assumeTrue(
        Files.isDirectory(yoochoose),
        "set -Drapport.data or RAPPORT_DATA to a directory with yoochoose_1_64");

    assertThat(
            evaluate(
                yoochoose.resolve("train_sessions.txt.gz"),
                yoochoose.resolve("test_sessions.txt.gz"),
                "--json"))
        .isZero();

    assertThat(lastLine().path("predictions").asInt()).isEqualTo(55_898);
    assertThat(lastLine().path("hr20").asDouble()).isGreaterThanOrEqualTo(0.70);
    assertThat(lastLine().path("mrr20").asDouble()).isGreaterThanOrEqualTo(0.29);
  }

  private int evaluate(Path train, Path test, String... more) {
    CommandLine command =
        new CommandLine(new EvaluateCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(errors));
    String[] arguments = {"sessions", "--train", train.toString(), "--test", test.toString()};
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return command.execute(all);
  }

  private JsonNode lastLine() throws IOException {
    List<String> lines = out.toString().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream bytes = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      bytes.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
