package io.rapport.simulator.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The simulator's own texts: UTF-8 resources, one entry a line, '#' starts a comment line. */
public final class WordLists {

  private WordLists() {}

  /**
   * Lines of a resource without comments and blank lines.
   *
   * @param resource path below {@code io/rapport/simulator}
   * @throws IllegalArgumentException when there is no such resource
   */
  public static List<String> lines(String resource) {
    InputStream in =
        WordLists.class.getClassLoader().getResourceAsStream("io/rapport/simulator/" + resource);
    if (in == null) {
      throw new IllegalArgumentException("no word list " + resource);
    }
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The words of {@code names.txt} of a kind and language.
   *
   * @param language ISO 639 code, or empty for words of no language
   */
  public static List<String> names(String kind, String language) {
    String prefix = kind + '|' + language + '|';
    return lines("names.txt").stream()
        .filter(line -> line.startsWith(prefix))
        .findFirst()
        .map(line -> List.of(line.substring(prefix.length()).split(";", -1)))
        .orElseThrow(() -> new IllegalArgumentException("no names for " + prefix));
  }
}
