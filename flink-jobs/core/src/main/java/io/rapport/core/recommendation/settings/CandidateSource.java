package io.rapport.core.recommendation.settings;

/** Where a recommended item came from. */
public enum CandidateSource {
  /** What visitors look at before and after the item. */
  CO_OCCURRENCE("co-occurrence"),
  /** What many visit now. */
  TRENDING("trending"),
  /** What the sessions most like the visitor's went on to. */
  SESSION_NEIGHBOURS("session-neighbours"),
  /** What the visitor looked at before. */
  REVISIT("revisit"),
  /** What reads like the item. */
  CONTENT("content"),
  /** What is bought in one order with the item. */
  BOUGHT_TOGETHER("bought-together");

  private final String label;

  CandidateSource(String label) {
    this.label = label;
  }

  /** Name in what leaves the system. */
  public String label() {
    return label;
  }
}
