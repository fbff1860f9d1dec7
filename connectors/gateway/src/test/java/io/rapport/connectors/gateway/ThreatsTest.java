package io.rapport.connectors.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Holds the threat model against the tests that it names. */
class ThreatsTest {

  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final List<String> PACKAGES = List.of("", "access.", "audit.");

  @Test
  void everyThreatNamesATestThatExists() throws IOException {
    List<String> threats = threats();
    assertThat(threats).hasSizeGreaterThan(30);
    for (String threat : threats) {
      Matcher named = TEST.matcher(threat.substring(threat.lastIndexOf("| `")));
      List<String> missing = new ArrayList<>();
      int tests = 0;
      while (named.find()) {
        tests++;
        if (!exists(named.group(1), named.group(2))) {
          missing.add(named.group());
        }
      }
      assertThat(tests).as(threat).isPositive();
      assertThat(missing).as(threat).isEmpty();
    }
  }

  private static List<String> threats() throws IOException {
    List<String> lines = Files.readAllLines(document());
    int from = lines.indexOf("| threat | stopped by | test |");
    return lines.subList(from + 2, lines.size()).stream()
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  static Path document() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      for (String name : List.of("THREATS.md", "connectors/gateway/THREATS.md")) {
        if (Files.exists(at.resolve(name))) {
          return at.resolve(name);
        }
      }
    }
    throw new IllegalStateException("THREATS.md is not above the working directory");
  }

  private static boolean exists(String type, String method) {
    return PACKAGES.stream()
        .map(name -> ThreatsTest.class.getPackageName() + "." + name + type)
        .flatMap(name -> methods(name).stream())
        .filter(m -> m.isAnnotationPresent(Test.class) || m.isAnnotationPresent(Property.class))
        .anyMatch(m -> m.getName().equals(method));
  }

  private static List<Method> methods(String type) {
    try {
      return Arrays.asList(
          Class.forName(type, false, ThreatsTest.class.getClassLoader()).getDeclaredMethods());
    } catch (ClassNotFoundException e) {
      return List.of();
    }
  }
}
