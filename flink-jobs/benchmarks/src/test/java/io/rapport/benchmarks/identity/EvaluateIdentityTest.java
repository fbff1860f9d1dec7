package io.rapport.benchmarks.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.benchmarks.EvaluateCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EvaluateIdentityTest {

  private static final String[] NAMES = {
    "anna", "bertram", "clara", "dorian", "elvira", "fabian", "gesine", "hector", "isolde", "jasper"
  };

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void findsTwoRecordsOfEachPerson() throws Exception {
    Path file = write("people.csv", "\uFEFFcluster, First Name ,LAST-NAME,dob,E-Mail,notes");

    assertThat(run("--records", file.toString(), "--json")).isZero();

    JsonNode json = lastLine();
    assertThat(json.path("f1").asDouble()).isGreaterThan(0.98);
    assertThat(json.path("precision").asDouble()).isGreaterThan(0.98);
    assertThat(json.path("recall").asDouble()).isGreaterThan(0.98);
    assertThat(json.path("true_pairs").asInt()).isEqualTo(200);
    assertThat(json.path("comparisons_per_record").asDouble()).isBetween(1.0, 50.0);
    assertThat(json.path("records_per_second").asDouble()).isPositive();
    assertThat(out.toString())
        .contains("First Name=given-name", "LAST-NAME=family-name", "dob=birth-date")
        .contains("not compared notes; truth cluster");
  }

  @Test
  void takesTheRolesAndTheTruthItIsGiven() throws Exception {
    Path file = write("people.csv", "who,a,b,c,d,e");

    assertThat(
            run(
                "--records",
                file.toString(),
                "--truth",
                "who",
                "--columns",
                "a=given-name,b=family-name,c=birth-date,d=e-mail",
                "--order",
                "shuffled",
                "--json"))
        .isZero();

    assertThat(lastLine().path("f1").asDouble()).isGreaterThan(0.98);
  }

  @Test
  void dropsRoles() throws Exception {
    Path file = write("people.csv", "cluster,given,surname,dob,email,notes");

    assertThat(run("--records", file.toString(), "--drop", "birth-date,e-mail")).isZero();

    assertThat(out.toString()).contains("not compared dob, email, notes");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    Path file = write("people.csv", "cluster,given,surname,dob,email,notes");
    String name = file.toString();

    assertThat(run("--records", name, "--drop", "hobby")).isEqualTo(2);
    assertThat(errors.toString()).contains("no role 'hobby'", "given-name, family-name");
    assertThat(run("--records", name, "--columns", "age=birth-date")).isEqualTo(2);
    assertThat(errors.toString()).contains("no column 'age'", "surname, dob");
    assertThat(run("--records", name, "--columns", "dob")).isEqualTo(2);
    assertThat(errors.toString()).contains("'dob' has no role");
    assertThat(run("--records", name, "--truth", "id")).isEqualTo(2);
    assertThat(errors.toString()).contains("no column 'id'", "name one with --truth");
    assertThat(run("--records", directory.resolve("absent.csv").toString())).isEqualTo(2);
    assertThat(errors.toString()).contains("no file", "absent.csv");
    Path other = directory.resolve("other.csv");
    Files.writeString(other, "x,y\n1,2\n");
    assertThat(run("--records", other.toString())).isEqualTo(2);
    assertThat(errors.toString()).contains("no column of the truth");
    assertThat(run("--records", other.toString(), "--truth", "x")).isEqualTo(2);
    assertThat(errors.toString()).contains("no column to compare", "--columns name=role");
  }

  @Test
  void readsTheEntityOutOfFebrlsIds() {
    assertThat(PersonFile.entity(" rec-17-org")).isEqualTo("17");
    assertThat(PersonFile.entity("rec-17-dup-3")).isEqualTo("17");
    assertThat(PersonFile.entity("Q42")).isEqualTo("Q42");
    assertThat(PersonFile.entity(" ")).isNull();
  }

  @Test
  void pairsAreCountedWithinClusters() {
    PairQuality pairs =
        PairQuality.of(
            List.of(1L, 1L, 1L, 2L, 2L, 3L), Arrays.asList("a", "a", "b", "b", "b", null));
    assertThat(pairs).isEqualTo(new PairQuality(4, 4, 2));
    assertThat(pairs.precision()).isEqualTo(0.5);
    assertThat(pairs.f1()).isCloseTo(0.5, within(1e-9));
    assertThat(PairQuality.of(List.of(1L), List.of("a")).f1()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "dataset1,'',0.999",
    "dataset2,'',0.999",
    "dataset3,'',0.999",
    "dataset4a dataset4b,'',0.999",
    "dataset1,'national-id,birth-date',0.995",
    "dataset4a dataset4b,'national-id,birth-date,street,number',0.985",
  })
  void reachesItsTargetOnFebrl(String files, String dropped, double f1) throws Exception {
    String data = System.getProperty("rapport.data", System.getenv("RAPPORT_DATA"));
    Path febrl = Path.of(data == null ? "absent" : data).resolve("febrl");
    assumeTrue(
        Files.isDirectory(febrl), "set -Drapport.data or RAPPORT_DATA to a directory with febrl");
    List<String> arguments = new ArrayList<>(List.of("--json"));
    for (String file : files.split(" ", -1)) {
      arguments.add("--records");
      arguments.add(febrl.resolve(file + ".csv.gz").toString());
    }
    if (!dropped.isEmpty()) {
      arguments.add("--drop");
      arguments.add(dropped);
    }

    assertThat(run(arguments.toArray(String[]::new))).isZero();

    assertThat(lastLine().path("f1").asDouble()).isGreaterThanOrEqualTo(f1);
    assertThat(lastLine().path("comparisons_per_record").asDouble()).isLessThanOrEqualTo(50);
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "identity";
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

  /** Two records of each of 200 persons; the second has a mistyped family name. */
  private Path write(String name, String heading) throws IOException {
    Random random = new Random(4);
    StringBuilder text = new StringBuilder(heading).append('\n');
    for (int person = 0; person < 200; person++) {
      String given = NAMES[random.nextInt(NAMES.length)];
      String family = NAMES[random.nextInt(NAMES.length)] + "sen" + (char) ('a' + person % 26);
      String date =
          "%d-%02d-%02d"
              .formatted(1940 + random.nextInt(60), 1 + random.nextInt(12), 1 + random.nextInt(28));
      String mail = given + random.nextInt(1000) + "@mail.example";
      text.append("%d,%s,%s,%s,%s,x%n".formatted(person, given, family, date, mail));
      text.append("%d,%s,%s,%s,%s,y%n".formatted(person, given, family + "n", date, mail));
    }
    Path file = directory.resolve(name);
    Files.writeString(file, text);
    return file;
  }
}
