package io.rapport.benchmarks.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.benchmarks.EvaluateCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateTicketsTest {

  private static final List<String> TOPICS = List.of("parcel", "refund", "password");
  private static final List<String> FILLERS =
      List.of("my", "is", "the", "please", "about", "again", "today", "question");

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void learnsWhatTellsTheLabelsApart() throws Exception {
    Path train = write("train.csv", 200, 1);
    Path test = write("test.csv", 60, 2);

    assertThat(evaluate(train, test, "--text", "body", "--json")).isZero();

    JsonNode json = lastLine();
    assertThat(json.path("accuracy").asDouble()).isEqualTo(1.0);
    assertThat(json.path("macro_f1").asDouble()).isEqualTo(1.0);
    assertThat(json.path("prequential_accuracy").asDouble()).isBetween(0.9, 1.0);
    assertThat(json.path("ece").asDouble()).isBetween(0.0, 0.2);
    assertThat(json.path("tickets_per_second").asDouble()).isPositive();
  }

  @Test
  void readsGzipAndJoinsColumns() throws Exception {
    Path train = write("train.csv.gz", 200, 1);
    Path test = write("test.csv.gz", 60, 2);

    assertThat(evaluate(train, test, "--text", "subject,body", "--order", "file", "--json"))
        .isZero();
    double joined = lastLine().path("accuracy").asDouble();
    out.getBuffer().setLength(0);
    assertThat(evaluate(train, test, "--text", "subject", "--json")).isZero();

    assertThat(joined).isEqualTo(1.0);
    assertThat(lastLine().path("accuracy").asDouble()).isLessThan(0.7);
  }

  @Test
  void theSeedDecidesTheOrder() throws Exception {
    Path train = write("train.csv", 60, 1);
    Path test = write("test.csv", 30, 2);

    evaluate(train, test, "--text", "subject,body", "--seed", "5", "--json");
    double first = lastLine().path("prequential_accuracy").asDouble();
    evaluate(train, test, "--text", "subject,body", "--seed", "5", "--json");

    assertThat(lastLine().path("prequential_accuracy").asDouble())
        .isCloseTo(first, withinPercentage(1e-9));
  }

  @Test
  void saysWhenItAlwaysAbstained() throws Exception {
    Path few = write("few.csv", 4, 1);

    assertThat(evaluate(few, few, "--text", "body", "--json")).isZero();
    assertThat(out.toString()).contains("it always abstained");
    assertThat(lastLine().path("accuracy_answered").isNull()).isTrue();
    assertThat(lastLine().path("coverage").asDouble()).isZero();
  }

  @Test
  void namesTheColumnsThereAre() throws Exception {
    Path file = write("train.csv", 10, 1);

    assertThat(evaluate(file, file, "--text", "message")).isEqualTo(2);
    assertThat(errors.toString()).contains("no column 'message'").contains("subject, body, topic");
  }

  @Test
  void saysWhichFileIsMissing() throws Exception {
    Path file = write("train.csv", 10, 1);

    assertThat(evaluate(file, directory.resolve("absent.csv"), "--text", "body")).isEqualTo(2);
    assertThat(errors.toString()).contains("no file").contains("absent.csv");
  }

  @Test
  void refusesAFileWithoutTickets() throws Exception {
    Path empty = directory.resolve("empty.csv");
    Files.writeString(empty, "subject,body,topic\n,,\n");

    assertThat(evaluate(empty, empty, "--text", "body")).isEqualTo(2);
    assertThat(errors.toString()).contains("no row with both a text and a label");
  }

  /** Published: word and character n-grams with batch logistic regression reach about .90. */
  @Test
  void reachesItsTargetOnBanking77InOnePass() throws Exception {
    String data = System.getProperty("rapport.data", System.getenv("RAPPORT_DATA"));
    Path banking = Path.of(data == null ? "absent" : data).resolve("banking77");
    assumeTrue(
        Files.isDirectory(banking),
        "set -Drapport.data or RAPPORT_DATA to a directory with banking77");

    assertThat(
            run(
                "tickets",
                "--train",
                banking.resolve("train.csv.gz").toString(),
                "--test",
                banking.resolve("test.csv.gz").toString(),
                "--text",
                "text",
                "--label",
                "category",
                "--json"))
        .isZero();

    assertThat(lastLine().path("accuracy").asDouble()).isGreaterThanOrEqualTo(0.88);
    assertThat(lastLine().path("ece").asDouble()).isLessThan(0.05);
  }

  private int evaluate(Path train, Path test, String... more) {
    String[] arguments = {
      "tickets", "--train", train.toString(), "--test", test.toString(), "--label", "topic"
    };
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return run(all);
  }

  private int run(String... arguments) {
    return new CommandLine(new EvaluateCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(errors))
        .execute(arguments);
  }

  private JsonNode lastLine() throws IOException {
    List<String> lines = out.toString().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  /** Bodies that name their topic between words that say nothing; subjects say nothing. */
  private Path write(String name, int rows, long seed) throws IOException {
    Path file = directory.resolve(name);
    Random random = new Random(seed);
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream bytes = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw;
        Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      writer.write("subject,body,topic\n");
      for (int i = 0; i < rows; i++) {
        String topic = TOPICS.get(random.nextInt(TOPICS.size()));
        writer.write(
            "%s,\"%s, %s %s\",%s%n"
                .formatted(filler(random), filler(random), topic, filler(random), topic));
      }
    }
    return file;
  }

  private static String filler(Random random) {
    return FILLERS.get(random.nextInt(FILLERS.size()));
  }
}
