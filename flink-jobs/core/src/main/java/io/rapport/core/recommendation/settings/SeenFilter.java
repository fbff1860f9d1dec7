package io.rapport.core.recommendation.settings;

/** Which of the items a visitor has looked at may not be recommended. */
public enum SeenFilter {
  /** All may. */
  NONE,
  /** Not the one being looked at. */
  CURRENT,
  /** None of those remembered. */
  ALL
}
