package io.rapport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The first sentence of a type says what it is: "A queue of ..." or "Limits all ...". */
class WordingTest {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  /** The documentation comment of a type, its annotations and modifiers, and its name. */
  private static final Pattern TYPE =
      Pattern.compile(
          "/\\*\\*(?<comment>(?:[^*]|\\*(?!/))*+)\\*/\\s*"
              + "(?:@\\w+(?:\\([^()]*+(?:\\([^()]*+\\)[^()]*+)*+\\))?\\s+)*+"
              + "(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed)\\s+)*+"
              + "(?:class|record|enum|interface|@interface)\\s+(?<name>\\w+)");

  private static final Pattern QUESTION =
      Pattern.compile("[\\s*]*(?:What|Who|Whose|Which|Where|How)\\b.*", Pattern.DOTALL);

  @Test
  void noFirstSentenceOpensWithAQuestionWord() throws IOException {
    List<String> questions;
    try (Stream<Path> files = Files.walk(ROOT)) {
      questions =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> ROOT.relativize(file).toString().contains("src"))
              .flatMap(WordingTest::questions)
              .sorted()
              .toList();
    }
    assertThat(questions).isEmpty();
  }

  @Test
  void findsAQuestionInFrontOfAType() {
    assertThat(questions("/** What holds. */\n@Deprecated(since = \"1\")\npublic final class A {}"))
        .containsExactly("A");
    assertThat(questions("/**\n * Whose turn it is.\n */\nrecord B(int c) {}"))
        .containsExactly("B");
    assertThat(questions("/** A turn. */\nclass C {\n  /** What it is. */\n  int d;\n}")).isEmpty();
  }

  private static Stream<String> questions(Path file) {
    try {
      return questions(Files.readString(file)).map(name -> ROOT.relativize(file) + ": " + name);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Stream<String> questions(String source) {
    return TYPE.matcher(source)
        .results()
        .filter(type -> QUESTION.matcher(type.group(1)).matches())
        .map((MatchResult type) -> type.group(2));
  }
}
