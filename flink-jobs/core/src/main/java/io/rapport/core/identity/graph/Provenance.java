package io.rapport.core.identity.graph;

/** The origin of a link, the strongest first. */
public enum Provenance {
  /** Somebody looked at the pair and said yes. */
  DECISION,
  /** A record that names the other. */
  RECORD,
  /** Likeness of two records. */
  MATCH
}
