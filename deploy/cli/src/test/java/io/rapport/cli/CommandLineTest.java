package io.rapport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  static Stream<List<String>> everyCommand() {
    List<List<String>> paths = new ArrayList<>();
    collect(Main.commandLine(), List.of(), paths);
    return paths.stream();
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> paths) {
    paths.add(path);
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              collect(sub, longer, paths);
            });
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void explainsItself(List<String> path) {
    List<String> args = new ArrayList<>(path);
    args.add("--help");

    assertThat(run(args.toArray(String[]::new))).isZero();

    assertThat(out.toString())
        .contains(
            "Usage: "
                + String.join(" ", Stream.concat(Stream.of("rapport"), path.stream()).toList()))
        .contains("--verbose");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void refusesAnUnknownCommandWithTheClosestOne() {
    assertThat(run("topisc")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("topics").contains("Try: rapport --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topics create",
        "topics describe",
        "status",
        "dead-letters list",
        "dead-letters replay"
      })
  void refusesAnUnknownOptionOfTheConnectionWithTheClosestOne(String command) {
    List<String> args = new ArrayList<>(List.of(command.split(" ", -1)));
    args.add("--set=rapport.kafka.replicaton=3");

    assertThat(run(args.toArray(String[]::new))).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("Did you mean 'rapport.kafka.replication'?");
  }

  @Test
  void refusesAShopWithoutItemsOrEvents() {
    assertThat(run("demo", "--items=0")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--items must be above 0, but is 0");
    assertThat(run("demo", "--rate=-1")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--rate must be above 0, but is -1");
  }

  @Test
  void asksForASubcommand() {
    assertThat(run("topics")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("Say create or describe.");
  }

  @Test
  void saysWhatIsMissingAndWhatToDoWithoutAStackTrace() {
    assertThat(run("topics", "describe", "--bootstrap", "localhost:1"))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString())
        .contains("No Kafka broker answers at localhost:1")
        .contains("rapport up")
        .doesNotContain("\tat ");
  }

  @Test
  void showsTheStackTraceWhenAskedTo() {
    assertThat(run("--verbose", "topics", "describe", "--bootstrap", "localhost:1"))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("\tat io.rapport.command.connection.Reachability");
  }

  @Test
  void statusFailsWhereNothingRuns() {
    String nowhere = "http://localhost:1";
    assertThat(
            run("status", "--bootstrap", "localhost:1", "--registry", nowhere, "--flink", nowhere))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(out.toString())
        .containsPattern("broker .*NOT WELL")
        .containsPattern("flink .*NOT WELL");
  }

  @Test
  void showsEveryOptionAsTextAndAsMarkdown() {
    assertThat(run("options")).isZero();
    assertThat(run("options", "--markdown")).isZero();
    assertThat(out.toString())
        .contains("rapport.kafka.bootstrap-servers (default: localhost:9092)")
        .contains("| `rapport.kafka.bootstrap-servers` | `localhost:9092` |");
  }

  @Test
  void passesTheOptionsOfAJobOn() {
    assertThat(
            run("submit", "all", "--rapport.kafka.group-id", "g", "--flink", "http://localhost:1"))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).doesNotContain("Unknown option");
  }

  @Test
  void knowsItsVersion() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("rapport \\d+\\.\\d+\\.\\d+\\S*\\R");
  }
}
