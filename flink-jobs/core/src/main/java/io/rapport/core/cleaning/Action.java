package io.rapport.core.cleaning;

import java.util.Locale;

/** The consequence of a value that a rule finds wrong or missing. */
public enum Action {
  /** The value stays, and the event says that it is wrong. */
  MARK,
  /** The value becomes the bound it lies beyond. */
  CLIP,
  /** The value counts as missing from here on. */
  REMOVE,
  /** The line or charge of a purchase is left out. */
  DROP,
  /** The event is a dead letter. */
  DEAD_LETTER;

  /** The word in the rules file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
