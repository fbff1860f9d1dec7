package io.rapport.core.intake;

import java.util.Locale;

/** The reason why an event cannot be used at all. */
public enum Rejection {
  TOMBSTONE,
  MISSING_FIELD,
  MISSING_IDENTITY,
  IDENTIFIER_TOO_LONG,
  INVALID_SITE,
  INVALID_TIME,
  FUTURE_DATED,
  UNKNOWN_KIND,
  INVALID_VALUE,
  NO_LINES;

  /** The reason code of the dead letter: lower-case words joined by '-'. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
