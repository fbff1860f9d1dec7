package io.rapport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Runs each bench on little data, which shows that it measures, not how fast. */
class BenchCommandIT {

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  private int bench(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private JsonNode lastLine() throws Exception {
    List<String> lines = out.toString().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  @Test
  void throughputComparesTheJobWithTheFloor() throws Exception {
    int exit =
        bench(
            "throughput",
            "--events=10000",
            "--items=1000",
            "--visitors=500",
            "--repeat=1",
            "--set=execution.checkpointing.interval=1s",
            "--json");

    assertThat(errors.toString()).isEmpty();
    assertThat(exit).isZero();
    JsonNode json = lastLine();
    assertThat(json.path("floor_per_second").asDouble()).isPositive();
    assertThat(json.path("job_per_second").asDouble()).isPositive();
    assertThat(json.path("ratio").asDouble())
        .isEqualTo(
            json.path("job_per_second").asDouble() / json.path("floor_per_second").asDouble());
    assertThat(json.path("floor_with_answers_per_second").asDouble()).isPositive();
    assertThat(json.path("ratio_with_answers").asDouble()).isPositive();
    // Every click of this load is a view, and every view is answered.
    assertThat(json.path("outputs_per_event").asDouble()).isEqualTo(1.0);
  }

  @Test
  void throughputComparesTheCustomerJobWithItsFloor() throws Exception {
    int exit =
        bench(
            "throughput",
            "--job=customer",
            "--events=10000",
            "--items=1000",
            "--visitors=500",
            "--customers=2000",
            "--repeat=1",
            "--set=execution.checkpointing.interval=1s",
            "--json");

    assertThat(errors.toString()).isEmpty();
    assertThat(exit).isZero();
    JsonNode json = lastLine();
    assertThat(json.path("job_per_second").asDouble()).isPositive();
    assertThat(json.path("ratio_with_answers").asDouble()).isPositive();
    // A customer acts every half second, so that some profiles wait for others.
    assertThat(json.path("outputs_per_event").asDouble()).isBetween(0.2, 1.0);
    assertThat(json.path("floor_outputs_per_event").asDouble())
        .isCloseTo(json.path("outputs_per_event").asDouble(), withinPercentage(20));
  }

  @Test
  void latencyCountsEveryClickThatWasDue() throws Exception {
    int exit =
        bench(
            "latency",
            "--rate=200",
            "--for=3s",
            "--warm-up=1s",
            "--preload=2000",
            "--items=1000",
            "--visitors=200",
            "--set=execution.checkpointing.interval=1s",
            "--json");

    assertThat(errors.toString()).isEmpty();
    assertThat(exit).isZero();
    JsonNode json = lastLine();
    assertThat(json.path("rate").asInt()).isEqualTo(200);
    assertThat(json.path("sent").asLong()).isEqualTo(600);
    assertThat(json.path("answered").asLong()).isEqualTo(600);
    assertThat(json.path("p50_ms").asDouble()).isPositive();
    assertThat(json.path("p99_ms").asDouble())
        .isBetween(json.path("p50_ms").asDouble(), json.path("p999_ms").asDouble());
  }

  @Test
  void latencyOfProfilesAtAShareOfWhatTheJobCanDo() throws Exception {
    int exit =
        bench(
            "latency",
            "--job=customer",
            "--of-maximum=0.02",
            "--for=2s",
            "--warm-up=1s",
            "--preload=4000",
            "--items=1000",
            "--visitors=2000",
            "--customers=8000",
            "--set=execution.checkpointing.interval=1s",
            "--json");

    assertThat(errors.toString()).isEmpty();
    assertThat(exit).isZero();
    JsonNode json = lastLine();
    assertThat(json.path("maximum_rate").asDouble()).isPositive();
    assertThat(json.path("rate").asDouble())
        .isCloseTo(json.path("maximum_rate").asDouble() * 0.02, within(1.0));
    // Not those that follow at once on another of the same person.
    assertThat(json.path("sent").asLong()).isBetween(1L, 2 * json.path("rate").asLong() * 9 / 10);
    assertThat(json.path("answered").asLong()).isEqualTo(json.path("sent").asLong());
  }

  @Test
  void memoryIsSampledOnTheWay() {
    int exit =
        bench(
            "memory",
            "--events=6000",
            "--items=2000",
            "--visitors=500",
            "--set=execution.checkpointing.interval=1s");

    assertThat(errors.toString()).isEmpty();
    assertThat(exit).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).isEqualTo("2,000 items, 6,000 events");
    int growth = lines.lastIndexOf("") - 2; // then the bytes a person, and the states
    assertThat(lines.get(growth - 1).strip()).matches("6,000 +[1-9].*");
    assertThat(lines.get(growth)).startsWith("growth by a million events");
    assertThat(lines.get(growth + 1))
        .matches("checkpoint, of [1-9].* people .* [1-9].* bytes each");
    for (String state : List.of("history", "neighbours", "shortlist", "card", "embeddings")) {
      assertThat(lines).anyMatch(line -> line.matches(state + " +[1-9][0-9,]* +[1-9][0-9,]*"));
    }
  }

  @Test
  void saysWhatIsWrongWithAnOption() {
    assertThat(bench("latency", "--rate=0")).isEqualTo(2);
    assertThat(errors.toString()).contains("--rate must be above 0");
    assertThat(bench("latency", "--of-maximum=1.5")).isEqualTo(2);
    assertThat(errors.toString()).contains("--of-maximum must be above 0 and below 1");
    assertThat(bench("latency", "--rate=10", "--of-maximum=0.5")).isEqualTo(2);
    assertThat(errors.toString()).contains("mutually exclusive");
    assertThat(bench("throughput", "--job=customer", "--customers=20000")).isEqualTo(2);
    assertThat(errors.toString()).contains("--customers must be above --visitors");
    assertThat(bench("memory", "--job=segment")).isEqualTo(2);
    assertThat(errors.toString()).contains("recommendation, customer");
    assertThat(bench("throughput", "--timeout=soon")).isEqualTo(2);
    assertThat(errors.toString()).contains("'soon' is no duration");
  }

  @Test
  void saysHowToUseIt() {
    assertThat(bench("--help")).isZero();
    assertThat(bench("latency", "--help")).isZero();
    assertThat(out.toString()).contains("throughput", "--warm-up", "Default: 20s");
  }
}
