package io.rapport.benchmarks.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.benchmarks.EvaluateCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
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
  void comparesModelsAndTakesTheLastAsTheResult() throws Exception {
    Path train = write("train.txt", "a b c d e\n".repeat(20));
    Path test = write("test.txt", "a b c d e\n");

    assertThat(evaluate(train, test, "--models", "trending,cooccurrence,knn,fixed", "--json"))
        .isZero();

    JsonNode json = lastLine();
    assertThat(json.path("models").fieldNames())
        .toIterable()
        .containsExactly("trending", "cooccurrence", "knn", "fixed");
    assertThat(json.path("models").path("trending").path("mrr20").asDouble()).isLessThan(0.9);
    for (String model : List.of("cooccurrence", "knn", "fixed")) {
      assertThat(json.path("models").path(model).path("mrr20").asDouble()).isEqualTo(1);
    }
    assertThat(json.path("mrr20")).isEqualTo(json.path("models").path("fixed").path("mrr20"));
    assertThat(out.toString()).contains("model").contains("knn");
    assertThat(evaluate(train, test, "--models", "magic")).isEqualTo(2);
    assertThat(errors.toString()).contains("no model 'magic'").contains("learned-knn, blend");
  }

  /**
   * Of ten sessions the last two are predicted, and not learned: nothing else knows their items.
   */
  @Test
  void holdsTheEndOfTheTrainingSessionsOut() throws Exception {
    Path train = write("train.txt", "a b\n".repeat(8) + "x y\nx y\n");
    String[] arguments = {"--train", train.toString(), "--hold-out", "0.2", "--json"};

    assertThat(run(arguments)).isZero();
    assertThat(lastLine().path("predictions").asInt()).isEqualTo(2);
    assertThat(lastLine().path("hr20").asDouble()).isZero();
    assertThat(run("--train", train.toString(), "--hold-out", "1.5")).isEqualTo(2);
    assertThat(errors.toString()).contains("--hold-out must be between 0 and 1");
    assertThat(run("--train", train.toString())).isEqualTo(2);
  }

  @Test
  void drawsTheHitRateOnTheWay() throws Exception {
    Path train = write("train.txt", "a b c d e\n".repeat(6_000));
    Path test = write("test.txt", "a b\n");
    Path plot = directory.resolve("curve.png");

    assertThat(evaluate(train, test, "--models", "cooccurrence", "--plot", plot.toString()))
        .isZero();

    assertThat(ImageIO.read(plot.toFile()).getWidth()).isEqualTo(960);
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
                "--examples=0.2", // a fifth of the time, and nearly as good
                "--json"))
        .isZero();

    assertThat(lastLine().path("predictions").asInt()).isEqualTo(55_898);
    assertThat(lastLine().path("hr20").asDouble()).isGreaterThanOrEqualTo(0.705);
    assertThat(lastLine().path("mrr20").asDouble()).isGreaterThanOrEqualTo(0.31);
  }

  private int evaluate(Path train, Path test, String... more) {
    String[] arguments = {"--train", train.toString(), "--test", test.toString()};
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return run(all);
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "sessions";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new CommandLine(new EvaluateCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(errors))
        .execute(all);
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
