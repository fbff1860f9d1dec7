package io.rapport.core.cleaning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The errors found in a rules file. */
final class RuleErrors {

  private record Found(int line, String text) {}

  private final List<Found> found = new ArrayList<>();

  /**
   * Notes an error.
   *
   * @param rule name of the rule; null outside of rules, and for one without a name
   */
  void add(int line, String rule, String message) {
    String of = rule == null ? "" : ", rule `" + rule + "`";
    found.add(new Found(line, "line " + line + of + ": " + message));
  }

  /** Refuses the file if there was an error. */
  void check() {
    if (!found.isEmpty()) {
      throw new CleaningRulesException(
          found.stream()
              .sorted(Comparator.comparingInt(Found::line))
              .map(Found::text)
              .distinct()
              .toList());
    }
  }
}
