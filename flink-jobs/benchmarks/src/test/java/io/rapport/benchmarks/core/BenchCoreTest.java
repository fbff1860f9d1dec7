package io.rapport.benchmarks.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.benchmarks.BenchCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCoreTest {

  @Test
  void measuresEachBenchmark() throws Exception {
    StringWriter out = new StringWriter();
    int exit =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out, true))
            .execute("core", "--quick", "--only=encode", "--json");

    assertThat(exit).isZero();
    List<String> lines = out.toString().lines().toList();
    JsonNode json = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(json.path("TicketBenchmark.encode words=12").asDouble()).isPositive();
    assertThat(json.path("TicketBenchmark.encode words=100").asDouble()).isPositive();
    assertThat(json).hasSize(2);
  }

  @Test
  void measuresIntake() throws Exception {
    StringWriter out = new StringWriter();
    int exit =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out, true))
            .execute("core", "--quick", "--only=Intake", "--json");

    assertThat(exit).isZero();
    List<String> lines = out.toString().lines().toList();
    JsonNode json = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(json.path("IntakeBenchmark.click items=2000").asDouble()).isPositive();
    assertThat(json.path("IntakeBenchmark.orderOfThreeLines items=100000").asDouble()).isPositive();
    assertThat(json).hasSize(4);
  }

  @Test
  void saysWhichBenchmarksThereAre() {
    StringWriter errors = new StringWriter();
    int exit =
        new CommandLine(new BenchCommand())
            .setErr(new PrintWriter(errors, true))
            .execute("core", "--only=nothing", "--json");

    assertThat(exit).isEqualTo(2);
    assertThat(errors.toString())
        .contains("no benchmark's name contains 'nothing'", "TicketBenchmark.encode");
  }
}
