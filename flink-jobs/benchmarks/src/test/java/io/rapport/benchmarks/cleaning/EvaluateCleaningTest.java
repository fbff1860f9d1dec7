package io.rapport.benchmarks.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.benchmarks.EvaluateCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCleaningTest {

  private static final List<String> ITEMS =
      List.of("RED BAG", "NIGHT LIGHT", "CAKE STAND", "WALL CLOCK", "PLAIN THING");

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void findsAndRestoresWhatWasPutIn() throws IOException {
    assertThat(run("cleaning", "--purchases", shop(3_000), "--dirt", "0.05", "--json")).isZero();

    JsonNode json = lastLine();
    JsonNode detection = json.path("detection");
    for (Dirt kind : Dirt.values()) {
      assertThat(detection.path(kind.label()).path("cells").asInt()).as(kind.label()).isPositive();
    }
    for (String found :
        List.of(
            "missing-country",
            "misspelt-country",
            "missing-price",
            "price-times-10",
            "price-times-100",
            "negative-price",
            "zero-price",
            "decimal-comma",
            "extreme-quantity")) {
      assertThat(detection.path(found).path("recall").asDouble()).as(found).isGreaterThan(0.95);
      assertThat(detection.path(found).path("precision").asDouble()).as(found).isGreaterThan(0.95);
    }
    assertThat(detection.path("decimal-comma").path("restored").asDouble()).isEqualTo(1);
    JsonNode price = json.path("imputation").path("price");
    assertThat(price.path("coverage").asDouble()).isGreaterThan(0.9);
    assertThat(price.path("median_error").asDouble())
        .isLessThan(price.path("item_mean_median_error").asDouble());
    JsonNode country = json.path("imputation").path("country");
    assertThat(country.path("accuracy").asDouble()).isEqualTo(1);
    assertThat(json.path("imputation").path("description").path("right").asDouble())
        .isGreaterThan(0.9);
  }

  @Test
  void theSeedDecides() throws IOException {
    String file = shop(500);
    run("cleaning", "--purchases", file, "--json");
    JsonNode first = lastLine();
    run("cleaning", "--purchases", file, "--json");
    assertThat(lastLine()).isEqualTo(first);
    run("cleaning", "--purchases", file, "--seed", "2", "--json");
    assertThat(lastLine()).isNotEqualTo(first);
  }

  @Test
  void refusesWhatItCannotUse() throws IOException {
    assertThat(run("cleaning", "--purchases", directory.resolve("none.csv").toString()))
        .isEqualTo(2);
    assertThat(errors.toString()).contains("There is no file");
    Path other = directory.resolve("other.csv");
    Files.writeString(other, "a,b\n1,2\n");
    assertThat(run("cleaning", "--purchases", other.toString())).isEqualTo(2);
    assertThat(errors.toString()).contains("has the columns [a, b]");
    assertThat(run("cleaning", "--purchases", shop(10), "--dirt", "0.5")).isEqualTo(2);
    assertThat(errors.toString()).contains("--dirt must be above 0 and at most 0.1");
  }

  @Test
  void holdsItsFiguresOnOnlineRetail() throws IOException {
    String data = System.getProperty("rapport.data", System.getenv("RAPPORT_DATA"));
    Path file =
        Path.of(data == null ? "absent" : data).resolve("online_retail/online_retail.csv.gz");
    assumeTrue(
        Files.isRegularFile(file),
        "set -Drapport.data or RAPPORT_DATA to a directory with online_retail");

    assertThat(run("cleaning", "--purchases", file.toString(), "--json")).isZero();

    JsonNode json = lastLine();
    JsonNode detection = json.path("detection");
    assertThat(detection.path("price-times-10").path("recall").asDouble()).isGreaterThan(0.85);
    assertThat(detection.path("price-times-10").path("precision").asDouble()).isGreaterThan(0.8);
    assertThat(detection.path("misspelt-country").path("recall").asDouble()).isGreaterThan(0.95);
    assertThat(detection.path("extreme-quantity").path("recall").asDouble()).isGreaterThan(0.85);
    assertThat(detection.path("extreme-quantity").path("precision").asDouble()).isGreaterThan(0.7);
    JsonNode price = json.path("imputation").path("price");
    assertThat(price.path("median_error").asDouble())
        .isLessThan(price.path("item_mean_median_error").asDouble());
  }

  /** Invoices of four customers, of one country each, with items of one price each. */
  private String shop(int invoices) throws IOException {
    Random random = new Random(1);
    StringBuilder rows =
        new StringBuilder(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
    LocalDateTime time = LocalDateTime.of(2011, 1, 1, 8, 0);
    List<String> countries = List.of("United Kingdom", "Germany", "France", "Australia");
    for (int i = 0; i < invoices; i++) {
      time = time.plusMinutes(17);
      int customer = random.nextInt(countries.size());
      for (int line = 0; line < 3; line++) {
        int item = random.nextInt(ITEMS.size());
        rows.append(
            String.format(
                Locale.ROOT,
                "%d,%d,%s,%d,%s,%.2f,%d,%s%n",
                i,
                item,
                ITEMS.get(item),
                1 + random.nextInt(2),
                time.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")),
                1.5 * (item + 1),
                customer,
                countries.get(customer)));
      }
    }
    Path file = directory.resolve("shop" + invoices + ".csv");
    Files.writeString(file, rows);
    return file.toString();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    return new CommandLine(new EvaluateCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private JsonNode lastLine() throws IOException {
    List<String> lines = out.toString().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }
}
