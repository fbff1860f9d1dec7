package io.rapport.core.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The errors found in a file. */
public final class YamlErrors {

  private record Found(int line, String text) {}

  private final String noun;
  private final List<Found> found = new ArrayList<>();

  /**
   * @param noun of the file's named parts, such as rule
   */
  public YamlErrors(String noun) {
    this.noun = noun;
  }

  /**
   * Notes an error.
   *
   * @param name of the part; null outside of parts, and for one without a name
   */
  public void add(int line, String name, String message) {
    String of = name == null ? "" : ", " + noun + " `" + name + "`";
    found.add(new Found(line, "line " + line + of + ": " + message));
  }

  /** All errors, in the order of their lines. */
  public List<String> all() {
    return found.stream()
        .sorted(Comparator.comparingInt(Found::line))
        .map(Found::text)
        .distinct()
        .toList();
  }
}
