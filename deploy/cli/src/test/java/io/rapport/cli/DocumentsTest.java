package io.rapport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The Markdown files of the project name only what exists. */
class DocumentsTest {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final int README_BYTES = 12_500;
  private static final String CODE_ROOT = "src/main/java/io/rapport/";

  /** A command line up to the end of its line, its code span, or its comment. */
  private static final Pattern COMMAND = Pattern.compile("deploy/rapport ([^`\n#]*)");

  private static final String PLACEHOLDER = "COMMAND";

  private static final Pattern COMMAS = Pattern.compile(", *");
  private static final Pattern TYPE = Pattern.compile("[a-z.]+[A-Z]\\w*");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern TEST_NAME =
      Pattern.compile("(?<![\\w*])[A-Z]\\w*[a-z](?:Test|IT)\\b");

  /** A file of the project in a Markdown link. */
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  /** A package, or a class of one, in a code span; several in braces. */
  private static final Pattern CODE =
      Pattern.compile("`((?:core|jobs|connectors|local)\\.[\\w.]+)(?:\\{([\\w, ]+)})?");

  private static List<Path> documents;
  private static Set<String> sources;
  private static Set<String> code;

  @BeforeAll
  static void find() throws IOException {
    documents = files(".md");
    sources =
        files(".java").stream()
            .map(file -> file.getFileName().toString())
            .collect(Collectors.toSet());
    code =
        files(".java").stream()
            .map(Path::toString)
            .filter(file -> file.contains(CODE_ROOT))
            .map(file -> file.substring(file.indexOf(CODE_ROOT) + CODE_ROOT.length()))
            .collect(Collectors.toSet());
  }

  @Test
  void everyCommandAndItsOptionsExist() throws IOException {
    CommandLine commands = Main.commandLine();
    List<String> unknown = new ArrayList<>();
    for (Path document : documents) {
      matches(COMMAND, Files.readString(document).replace("\\\n", " "))
          .filter(match -> !understood(commands, match.group(1)))
          .forEach(match -> unknown.add(document + ": " + match.group()));
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyTestExists() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (Path document : documents) {
      matches(TEST_NAME, Files.readString(document))
          .map(MatchResult::group)
          .filter(name -> !sources.contains(name + ".java"))
          .forEach(name -> missing.add(document + ": " + name));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    Set<String> broken = new TreeSet<>();
    for (Path document : documents) {
      matches(LINK, Files.readString(document))
          .map(match -> match.group(1))
          .filter(link -> !Files.exists(document.resolveSibling(link)))
          .forEach(link -> broken.add(document + ": " + link));
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyPackageAndClassExists() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (Path document : documents) {
      matches(CODE, Files.readString(document))
          .flatMap(DocumentsTest::names)
          .filter(name -> code.stream().noneMatch(file -> file.startsWith(path(name))))
          .forEach(name -> missing.add(document + ": " + name));
    }
    assertThat(missing).isEmpty();
  }

  private static Stream<String> names(MatchResult match) {
    return match.group(2) == null
        ? Stream.of(match.group(1))
        : COMMAS.splitAsStream(match.group(2)).map(name -> match.group(1) + name);
  }

  /** The file of a class, without its members, or the directory of a package. */
  private static String path(String name) {
    Matcher type = TYPE.matcher(name);
    return type.lookingAt()
        ? type.group().replace('.', '/') + ".java"
        : name.replace('.', '/') + "/";
  }

  @Test
  void theReadmeIsShort() throws IOException {
    assertThat(documents).contains(ROOT.resolve("README.md"));
    assertThat(Files.size(ROOT.resolve("README.md"))).isLessThanOrEqualTo(README_BYTES);
  }

  /** Whether the subcommands and options of a line are those of the command tree. */
  private static boolean understood(CommandLine commands, String line) {
    CommandLine command = commands;
    for (String word : BLANKS.split(line.strip(), -1)) {
      if (word.startsWith("--")) {
        if (!known(command, word.replaceFirst("=.*", ""))) {
          return false;
        }
      } else if (!command.getSubcommands().isEmpty() && !word.equals(PLACEHOLDER)) {
        if (!command.getSubcommands().containsKey(word)) {
          return false;
        }
        command = command.getSubcommands().get(word);
      }
    }
    return true;
  }

  private static boolean known(CommandLine command, String option) {
    return command.getCommandSpec().optionsMap().containsKey(option)
        || (command.getCommandName().equals("submit") && option.contains("."));
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  /** Files of the project, without hidden directories and those of the build. */
  private static List<Path> files(String suffix) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = directory.getFileName().toString();
            return name.startsWith(".") || name.equals("target")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(suffix)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
