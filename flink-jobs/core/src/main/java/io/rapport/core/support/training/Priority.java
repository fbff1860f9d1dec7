package io.rapport.core.support.training;

import java.util.Locale;

/** The priority of a ticket. */
public enum Priority {
  LOW(0),
  MEDIUM(1),
  HIGH(2),
  URGENT(3);

  /** The number of priorities. */
  public static final int COUNT = 4;

  /** The classifier's label; part of stored models, so it must never change. */
  private final int label;

  Priority(int label) {
    this.label = label;
  }

  int label() {
    return label;
  }

  /** The priority of a classifier's label. */
  public static Priority labelled(int label) {
    return switch (label) {
      case 0 -> LOW;
      case 1 -> MEDIUM;
      case 2 -> HIGH;
      case 3 -> URGENT;
      default -> throw new IllegalArgumentException("unknown label of a priority: " + label);
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

  /** The next more urgent priority, or this one if there is none. */
  public Priority raised() {
    return labelled(Math.min(label + 1, URGENT.label));
  }
}
