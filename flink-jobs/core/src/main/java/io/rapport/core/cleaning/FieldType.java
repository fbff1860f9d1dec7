package io.rapport.core.cleaning;

/** The type of a field's value. */
public enum FieldType {
  TEXT,
  /** A date as a text, in any form until a rule converts it. */
  DATE,
  /** A number with a fraction. */
  NUMBER,
  /** A whole number. */
  WHOLE,
  /** A time, in milliseconds since the epoch. */
  TIME;

  /** Whether the value is a number; it may still come as a text, which a rule has to convert. */
  public boolean numeric() {
    return this != TEXT && this != DATE;
  }
}
