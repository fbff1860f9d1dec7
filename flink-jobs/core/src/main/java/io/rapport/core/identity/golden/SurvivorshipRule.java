package io.rapport.core.identity.golden;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A rule by which one of several values of a role survives. */
public enum SurvivorshipRule {
  /** The value of the newest record. */
  NEWEST,
  /** The value that most records have. */
  MOST_FREQUENT,
  /** The value of the source that is trusted most. */
  MOST_TRUSTED,
  /** The value with most characters. */
  LONGEST;

  /** The name that users write: in lower case, with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The rule of a label.
   *
   * @throws IllegalArgumentException if there is none, naming all
   */
  public static SurvivorshipRule of(String label) {
    return Arrays.stream(values())
        .filter(rule -> rule.label().equals(label.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no rule '%s' of survivorship. The rules are %s."
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(SurvivorshipRule::label)
                                .collect(Collectors.joining(", ")))));
  }
}
