package io.rapport.core.recommendation.settings;

/** The source of a recommended item. */
public enum CandidateSource {
  /** Items visited before and after the item. */
  CO_OCCURRENCE("co-occurrence"),
  /** Items that many visit now. */
  TRENDING("trending"),
  /** Items in the sessions most similar to the visitor's. */
  SESSION_NEIGHBOURS("session-neighbours"),
  /** Items the visitor looked at before. */
  REVISIT("revisit"),
  /** Items with a text similar to the item's. */
  CONTENT("content"),
  /** Items bought in one order with the item. */
  BOUGHT_TOGETHER("bought-together");

  private final String label;

  CandidateSource(String label) {
    this.label = label;
  }

  /** The name of the source in outputs. */
  public String label() {
    return label;
  }
}
