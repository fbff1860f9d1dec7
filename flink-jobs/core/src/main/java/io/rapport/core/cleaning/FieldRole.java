package io.rapport.core.cleaning;

/** The part that a field's value plays, which decides what rules may do with it. */
public enum FieldRole {
  /** A value that rules may change, learn and show. */
  PLAIN,
  /** A value about a person: rules may change it, but never learn it, invent it or show it. */
  PERSONAL,
  /** The name of a person or thing: rules may require it and segment by it, and never change it. */
  IDENTIFIER,
  /** An identifier that every record must have. */
  KEY
}
