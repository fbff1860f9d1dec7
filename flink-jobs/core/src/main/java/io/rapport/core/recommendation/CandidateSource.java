package io.rapport.core.recommendation;

/** Where a recommended item came from. */
public enum CandidateSource {
  CO_OCCURRENCE("co-occurrence"),
  TRENDING("trending");

  private final String label;

  CandidateSource(String label) {
    this.label = label;
  }

  /** Name in what leaves the system. */
  public String label() {
    return label;
  }
}
