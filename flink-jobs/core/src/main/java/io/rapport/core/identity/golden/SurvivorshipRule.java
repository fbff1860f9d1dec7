package io.rapport.core.identity.golden;

/** A rule by which one of several values of a role survives. */
public enum SurvivorshipRule {
  /** The value of the newest record. */
  NEWEST,
  /** The value that most records have. */
  MOST_FREQUENT,
  /** The value of the source that is trusted most. */
  MOST_TRUSTED,
  /** The value with most characters. */
  LONGEST
}
