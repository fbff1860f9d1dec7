package io.rapport.core.identity.graph;

/** The origin of a link, the strongest first. */
public enum Provenance {
  /** Somebody looked at the pair and said yes. */
  PERSON,
  /** A login or a message that names both. */
  EXACT,
  /** Likeness of two records. */
  PROBABILISTIC
}
