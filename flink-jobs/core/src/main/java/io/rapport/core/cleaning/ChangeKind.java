package io.rapport.core.cleaning;

import java.util.Locale;

/** The kind of a change that a rule makes to a record. */
public enum ChangeKind {
  /** A missing value was replaced by a fixed one. */
  DEFAULTED,
  /** A missing value was replaced by the median or mode of its segment. */
  IMPUTED,
  /** The value was brought into its standard form. */
  STANDARDISED,
  /** The value was converted from another unit or notation. */
  CONVERTED,
  /** The value was moved to the bound it lay beyond, or a text was cut. */
  CLIPPED,
  /** The value was found wrong or missing, and left as it is. */
  MARKED,
  /** The value was wrong and is missing now. */
  REMOVED,
  /** The line or charge of a purchase was left out. */
  DROPPED;

  /** The name on an event, in lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ChangeKind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
