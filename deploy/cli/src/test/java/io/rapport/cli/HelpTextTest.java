package io.rapport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Reads the help of every command as a stranger would: in whole sentences. */
class HelpTextTest {

  /** A line of the help as it is printed, and where it stands. */
  record Line(String command, String text) {
    @Override
    public String toString() {
      return command + ": " + text;
    }
  }

  static Stream<Line> everyLine() {
    List<Line> lines = new ArrayList<>();
    collect(Main.commandLine(), lines);
    return lines.stream();
  }

  private static void collect(CommandLine command, List<Line> lines) {
    CommandSpec spec = command.getCommandSpec();
    add(spec, spec.usageMessage().description(), lines);
    for (ArgSpec argument : spec.args()) {
      if (!argument.hidden()) {
        add(spec, argument.description(), lines);
      }
    }
    command.getSubcommands().values().forEach(sub -> collect(sub, lines));
  }

  private static void add(CommandSpec spec, String[] texts, List<Line> lines) {
    assertThat(texts).as(spec.qualifiedName()).isNotEmpty();
    for (String text : texts) {
      lines.add(new Line(spec.qualifiedName(), text));
    }
  }

  /** The list of commands shows only the first line of a description. */
  @ParameterizedTest
  @MethodSource("everyLine")
  void endsWhereASentenceDoes(Line line) {
    assertThat(line.text()).matches("Example: .+|(?s).*[.]");
  }

  @ParameterizedTest
  @MethodSource("everyLine")
  void saysWhatItIsAndDoesNotAsk(Line line) {
    assertThat(line.text()).doesNotContainPattern("^(What|Who|Whose|Which|Where|How)\\b");
  }
}
