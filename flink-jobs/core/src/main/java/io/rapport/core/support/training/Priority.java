package io.rapport.core.support.training;

import java.util.Locale;

/** How soon the desk should look. */
public enum Priority {
  LOW(0),
  MEDIUM(1),
  HIGH(2),
  URGENT(3);

  /** How many there are. */
  public static final int COUNT = 4;

  /** The number the classifier knows it by; part of stored models, never to be changed. */
  private final int label;

  Priority(int label) {
    this.label = label;
  }

  int label() {
    return label;
  }

  /** The priority the classifier knows by a number. */
  public static Priority labelled(int label) {
    return switch (label) {
      case 0 -> LOW;
      case 1 -> MEDIUM;
      case 2 -> HIGH;
      case 3 -> URGENT;
      default -> throw new IllegalArgumentException("no priority has the number " + label);
    };
  }

  /** The priority of a lower-case name; null for null or another name. */
  static Priority named(String name) {
    for (Priority priority : values()) {
      if (priority.name().toLowerCase(Locale.ROOT).equals(name)) {
        return priority;
      }
    }
    return null;
  }

  /** One step more urgent, as far as there is one. */
  public Priority raised() {
    return labelled(Math.min(label + 1, URGENT.label));
  }
}
